// What PouchDB uses of Node's "events", which a browser does not have. Not a class: PouchDB copies the methods that it finds
// on the prototype, and does not call the constructor.
export default function EventEmitter() {}

const heard = new WeakMap();
const all = (emitter) => heard.get(emitter) ?? heard.set(emitter, new Map()).get(emitter);
const of = (emitter, name) => all(emitter).get(name) ?? [];

Object.assign(EventEmitter.prototype, {
  on(name, listener) {
    all(this).set(name, [...of(this, name), listener]);
    return this;
  },
  addListener(name, listener) {
    return this.on(name, listener);
  },
  once(name, listener) {
    const once = (...args) => {
      this.removeListener(name, once);
      listener.apply(this, args);
    };
    once.listener = listener;
    return this.on(name, once);
  },
  removeListener(name, listener) {
    const kept = of(this, name).filter((one) => one !== listener && one.listener !== listener);
    all(this).set(name, kept);
    return this;
  },
  removeAllListeners(name) {
    if (name === undefined) all(this).clear();
    else all(this).delete(name);
    return this;
  },
  emit(name, ...args) {
    const listeners = of(this, name);
    for (const listener of listeners) listener.apply(this, args);
    return listeners.length > 0;
  },
  listeners(name) {
    return [...of(this, name)];
  },
  listenerCount(name) {
    return of(this, name).length;
  },
  setMaxListeners() {
    return this;
  },
});

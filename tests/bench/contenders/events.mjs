// What PouchDB uses of Node's "events", which a browser does not have. Not a class: PouchDB copies the methods that it finds
// on the prototype.
export default function EventEmitter() {
  this.heard = new Map();
}

const of = (emitter, name) => emitter.heard.get(name) ?? [];

Object.assign(EventEmitter.prototype, {
  on(name, listener) {
    this.heard.set(name, [...of(this, name), listener]);
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
    this.heard.set(name, kept);
    return this;
  },
  removeAllListeners(name) {
    if (name === undefined) this.heard.clear();
    else this.heard.delete(name);
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

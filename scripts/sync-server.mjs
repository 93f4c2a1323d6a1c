// A server to try out working in a team, on this machine: express-pouchdb in memory, with one team that anyone who reads the
// terminal may join. It keeps nothing when it stops, and is no server for a real team: for that see hosting/.
// `make sync-server`, with SYNC_PORT for its own port and PORT for that of the app.
import { startSyncServer } from "../tests/sync/server.mjs";

const port = Number(process.env.SYNC_PORT || 5985);
const app = Number(process.env.PORT || 8080);

try {
  // A browser takes these for two origins, though they are one machine.
  const cors = { origins: [`http://127.0.0.1:${app}`, `http://localhost:${app}`] };
  const server = await startSyncServer({ port, cors });
  const team = await server.makeTeam("proefteam", { user: "proef" });
  console.log(`A server to try out working in a team. Nothing is kept when it stops.

For "Verbinden met je team" in the app at http://127.0.0.1:${app}:
  address   ${server.address}
  database  ${team.database}
  name      ${team.user}
  password  ${team.password}

To make a team of your own in the app, as whoever runs the server:
  name      ${server.admin.name}
  password  ${server.admin.password}

Ctrl-C stops it.`);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.stop());
} catch (error) {
  console.error(
    error.code === "EADDRINUSE"
      ? `Port ${port} is in use: stop what listens there, or choose another, such as SYNC_PORT=${port + 1}.`
      : `The server did not start: ${error.message}`,
  );
  process.exit(1);
}

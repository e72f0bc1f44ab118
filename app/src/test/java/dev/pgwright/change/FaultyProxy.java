package dev.pgwright.change;

import dev.pgwright.postgres.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between us and a server, and fails as networks do, right after a certain text went by. */
final class FaultyProxy implements AutoCloseable {
    /** What happens to a connection. */
    enum Fault {
        /** Both ends see it closed. */
        CUT,
        /** Both ends see it reset. */
        RESET,
        /** Nothing goes through any more, and nobody is told. */
        STALL
    }

    private final ServerSocket listener;
    private final int port;
    private final String marker;
    private final Fault fault;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean happened;

    /**
     * Before a server on this machine.
     *
     * @param marker in what the client sends; the fault follows when that has been passed on
     */
    FaultyProxy(int port, String marker, Fault fault) {
        this.port = port;
        this.marker = marker;
        this.fault = fault;
        try {
            listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::serve);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** The same database through this proxy. */
    Target through(Target target) {
        return new Target(
                List.of(new Target.Host("127.0.0.1", listener.getLocalPort())),
                target.database(),
                target.user(),
                target.password(),
                target.options());
    }

    boolean happened() {
        return happened;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(client);
                sockets.add(server);
                daemon(() -> pass(client, server, true));
                daemon(() -> pass(server, client, false));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void pass(Socket from, Socket to, boolean watched) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                boolean now =
                        watched && !happened && new String(buffer, 0, read, StandardCharsets.UTF_8).contains(marker);
                // From here on no answer comes back, however fast the server is.
                happened |= now;
                if (happened && !now) {
                    continue;
                }
                out.write(buffer, 0, read);
                out.flush();
                if (now && fault != Fault.STALL) {
                    end(from);
                    end(to);
                }
            }
            to.close();
        } catch (IOException e) {
            // one of the ends is gone
        }
    }

    private void end(Socket socket) throws IOException {
        if (fault == Fault.RESET) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
    }

    @Override
    public void close() {
        hangUp();
    }

    /** Ends all connections. */
    void hangUp() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

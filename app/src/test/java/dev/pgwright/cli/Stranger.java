package dev.pgwright.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A socket on which something other than a PostgreSQL of today answers. */
final class Stranger implements AutoCloseable {
    private static final int SSL_REQUEST = 80877103; // pqcomm.h, NEGOTIATE_SSL_CODE

    private final ServerSocket server;

    private Stranger(ServerSocket server) {
        this.server = server;
    }

    private interface Manners {
        void meet(Socket guest) throws IOException;
    }

    private static Stranger with(Manners manners) {
        try {
            Stranger stranger = new Stranger(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()));
            Thread thread = new Thread(() -> stranger.serve(manners), "stranger");
            thread.setDaemon(true);
            thread.start();
            return stranger;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Manners manners) {
        while (!server.isClosed()) {
            try (Socket guest = server.accept()) {
                manners.meet(guest);
            } catch (IOException e) {
                // the guest left, or the test is over
            }
        }
    }

    /** Reads what comes first and answers with a text, as servers of other protocols do. */
    static Stranger saying(String text) {
        return with(guest -> {
            int length = new DataInputStream(guest.getInputStream()).readInt();
            guest.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            guest.getOutputStream().flush();
            guest.getInputStream().readNBytes(Math.min(length, 8) - 4);
        });
    }

    static Stranger hangingUp() {
        return with(guest -> {});
    }

    /** Never says anything. */
    static Stranger silent() {
        return with(guest -> guest.getInputStream().readAllBytes());
    }

    /** Greets as a PostgreSQL of that version does; that is all a server that is too old is asked for. */
    static Stranger postgres(String version) {
        return with(guest -> {
            DataInputStream in = new DataInputStream(guest.getInputStream());
            OutputStream out = guest.getOutputStream();
            int length = in.readInt();
            while (in.readInt() == SSL_REQUEST) {
                out.write('N');
                length = in.readInt();
            }
            in.readNBytes(length - 8);
            out.write(message('R', new byte[4])); // AuthenticationOk
            for (String[] parameter : new String[][] {
                {"server_version", version},
                {"client_encoding", "UTF8"},
                {"DateStyle", "ISO, MDY"},
                {"integer_datetimes", "on"},
                {"standard_conforming_strings", "on"},
                {"TimeZone", "UTC"}
            }) {
                out.write(message('S', (parameter[0] + '\0' + parameter[1] + '\0').getBytes(StandardCharsets.UTF_8)));
            }
            out.write(message('K', new byte[8]));
            out.write(message('Z', new byte[] {'I'}));
            obey(in, out);
        });
    }

    /** Says yes to every SET, which is all that a driver sends by itself. */
    private static void obey(DataInputStream in, OutputStream out) throws IOException {
        for (int type = in.read(); type >= 0; type = in.read()) {
            in.readNBytes(in.readInt() - 4);
            switch (type) {
                case 'P' -> out.write(message('1', new byte[0]));
                case 'B' -> out.write(message('2', new byte[0]));
                case 'D' -> out.write(message('n', new byte[0]));
                case 'E' -> out.write(message('C', "SET\0".getBytes(StandardCharsets.US_ASCII)));
                case 'Q' -> {
                    out.write(message('C', "SET\0".getBytes(StandardCharsets.US_ASCII)));
                    out.write(message('Z', new byte[] {'I'}));
                }
                case 'S' -> out.write(message('Z', new byte[] {'I'}));
                default -> {
                    // Terminate, say
                }
            }
        }
    }

    private static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(body.length + 5)
                .put((byte) type)
                .putInt(body.length + 4)
                .put(body)
                .array();
    }

    String uri() {
        return "postgresql://app:hidden-word@127.0.0.1:" + server.getLocalPort() + "/shop?connect_timeout=2";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

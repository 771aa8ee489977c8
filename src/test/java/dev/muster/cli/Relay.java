package dev.muster.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A way to a server on this machine that can be cut, and mended again at the same port. */
final class Relay implements AutoCloseable {
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private int port;
  private @Nullable ServerSocket door;

  /** To a port. */
  Relay(int target) {
    this.target = target;
    open();
  }

  int port() {
    return port;
  }

  /** Lets connections through, from now on. */
  void open() {
    Desk.await("the port is free", this::opens);
  }

  private boolean opens() {
    try {
      var opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      port = opened.getLocalPort();
      door = opened;
      Thread.ofPlatform().daemon().start(() -> accept(opened));
      return true;
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket opened) {
    try {
      while (true) {
        var from = opened.accept();
        var to = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(from);
        sockets.add(to);
        carry(from, to);
        carry(to, from);
      }
    } catch (IOException e) {
      // It was cut.
    }
  }

  private static void carry(Socket from, Socket to) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (from;
              to) {
            from.getInputStream().transferTo(to.getOutputStream());
          } catch (IOException e) {
            // One side has ended.
          }
        });
  }

  /** Ends all connections, and lets none through. */
  void cut() {
    try {
      if (door != null) {
        door.close();
      }
      for (var socket : sockets) {
        socket.close();
      }
      sockets.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    cut();
  }
}

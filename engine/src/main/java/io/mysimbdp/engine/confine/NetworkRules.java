package io.mysimbdp.engine.confine;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Rules for the network: an app connects to what {@code network} in its profile names. */
final class NetworkRules {

  private static final String LISTENS = "which listens on the network; no app may";
  private static final String UNCONNECTED = "which sends to anyone; no app may";
  private static final String ELSEWHERE = "which would connect to where nobody has checked";

  private NetworkRules() {}

  static void addTo(RuleTable table) {
    table.screen("java.net.Socket", NetworkRules::checkNewSocket, "<init>");
    table.screen("java.net.Socket", NetworkRules::checkConnect, "connect");
    table.screen("java.nio.channels.SocketChannel", NetworkRules::checkOpen, "open");
    table.screen("java.nio.channels.SocketChannel", NetworkRules::checkConnect, "connect");
    table.screen(
        "java.nio.channels.AsynchronousSocketChannel", NetworkRules::checkConnect, "connect");
    table.screen("javax.net.SocketFactory", NetworkRules::checkCreated, "createSocket");
    table.refuse("java.net.ServerSocket", LISTENS, "<init>", "bind");
    table.refuse("java.nio.channels.ServerSocketChannel", LISTENS, "open", "bind");
    table.refuse("java.nio.channels.AsynchronousServerSocketChannel", LISTENS, "open", "bind");
    table.refuse("javax.net.ServerSocketFactory", LISTENS, "createServerSocket");
    table.refuse("java.net.DatagramSocket", UNCONNECTED, "<init>");
    table.refuse("java.net.MulticastSocket", UNCONNECTED, "<init>");
    table.refuse("java.nio.channels.DatagramChannel", UNCONNECTED, "open");
    table.refuse("java.nio.channels.spi.SelectorProvider", ELSEWHERE, "*");
    table.screen("java.net.InetAddress", NetworkRules::checkName, "getByName", "getAllByName");
    table.refuse("java.net.InetAddress", UNCONNECTED, "isReachable");
    table.screen("java.net.InetSocketAddress", NetworkRules::checkName, "<init>");
    table.swap("java.net.URL", "openConnection", "openConnection");
    table.swap("java.net.URL", "openStream", "openStream");
    table.refuse("java.net.URL", ELSEWHERE + "; use openStream", "getContent");
    table.refuse("java.net.HttpURLConnection", ELSEWHERE, "setInstanceFollowRedirects");
    table.screen("java.net.http.HttpClient", NetworkRules::checkRequest, "send", "sendAsync");
    table.refuse("java.net.http.HttpClient", ELSEWHERE, "newWebSocketBuilder");
    table.refuse("java.net.http.HttpClient$Builder", ELSEWHERE, "proxy", "authenticator");
    table.screen(
        "java.net.http.HttpClient$Builder", NetworkRules::checkRedirects, "followRedirects");
    table.refuse("java.security.cert.CertStore", ELSEWHERE, "getInstance");
  }

  private static void checkNewSocket(Call call) {
    if (call.size() == 0) {
      return;
    }
    Object first = call.argument(0);
    if (first instanceof Proxy proxy && proxy.type() == Proxy.Type.DIRECT) {
      return;
    }
    if (call.size() < 2 || !(call.argument(1) instanceof Integer port)) {
      throw call.refused(ELSEWHERE);
    }
    replaceHost(call, 0, port);
  }

  /** Factories take host and port, or a connected socket with the host to be verified. */
  private static void checkCreated(Call call) {
    if (call.size() >= 3 && call.argument(2) instanceof Integer port) {
      replaceHost(call, 1, port);
    }
  }

  private static void replaceHost(Call call, int index, int port) {
    Object host = call.argument(index);
    if (host instanceof InetAddress address) {
      call.replace(index, checked(call, address, nameOf(address), port));
    } else if (host == null || host instanceof String) {
      String name = host == null ? "localhost" : (String) host;
      // As an address: the name could be resolved to another one the next time.
      call.replace(index, checked(call, null, name, port).getHostAddress());
    } else {
      throw call.refused(ELSEWHERE);
    }
  }

  private static void checkConnect(Call call) {
    checkAddress(call, 1);
  }

  private static void checkOpen(Call call) {
    if (call.size() == 1 && call.argument(0) instanceof SocketAddress) {
      checkAddress(call, 0);
    }
  }

  private static void checkAddress(Call call, int index) {
    Object target = call.argument(index);
    if (target == null) {
      return;
    }
    // By the very class: another one could answer differently the second time.
    if (!(target instanceof InetSocketAddress address)
        || target.getClass() != InetSocketAddress.class) {
      throw call.refused("for " + target + ", which is no address of a host");
    }
    InetAddress checked =
        checked(call, address.getAddress(), address.getHostString(), address.getPort());
    call.replace(index, new InetSocketAddress(checked, address.getPort()));
  }

  /**
   * Returns the address to connect to. A name is looked up again, for an address can carry a name
   * that is not its own.
   */
  private static InetAddress checked(
      Call call, @Nullable InetAddress address, String name, int port) {
    Territory territory = call.territory();
    if (address != null && territory.reaches(literal(address), port)) {
      return address;
    }
    if (!territory.reaches(name, port)) {
      throw call.refused("for " + name + ":" + port + ", which is none of " + allowed(territory));
    }
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw call.refused("for " + name + ":" + port + ", a host that is not known");
    }
  }

  private static String literal(InetAddress address) {
    String text = address.getHostAddress();
    return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
  }

  /** Returns the name that an address came with, without looking one up; else the address. */
  private static String nameOf(InetAddress address) {
    String text = address.toString();
    int slash = text.indexOf('/');
    return slash > 0 ? text.substring(0, slash) : literal(address);
  }

  private static String allowed(Territory territory) {
    return "network = " + territory.network();
  }

  /** A look-up is a message to whoever serves the name. */
  private static void checkName(Call call) {
    if (call.size() > 0 && call.argument(0) instanceof String name) {
      Territory territory = call.territory();
      if (!territory.knows(name)) {
        throw call.refused("for " + name + ", which is none of " + allowed(territory));
      }
    }
  }

  private static void checkRequest(Call call) {
    if (!(call.argument(1) instanceof HttpRequest request)) {
      return;
    }
    if (OwnObjects.isConfined(request.getClass())) {
      throw call.refused("for a request of class " + request.getClass().getName());
    }
    checkUri(call, request.uri());
  }

  /** Checks where a URI of HTTP leads. */
  static void checkUri(Call call, URI uri) {
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    checked(call, null, String.valueOf(uri.getHost()), port);
  }

  private static void checkRedirects(Call call) {
    if (call.argument(1) != HttpClient.Redirect.NEVER) {
      throw call.refused(ELSEWHERE);
    }
  }
}

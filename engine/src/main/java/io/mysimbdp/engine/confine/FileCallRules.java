package io.mysimbdp.engine.confine;

/** Rules for files: an app reads in its tenant's folder and does as it likes in its scratch. */
final class FileCallRules {

  private static final String LINKS = "which makes a link; no app may";

  private FileCallRules() {}

  static void addTo(RuleTable table) {
    files(table);
    file(table);
    streams(table);
    channels(table);
    rest(table);
  }

  private static void files(RuleTable table) {
    String files = "java.nio.file.Files";
    table.screen(
        files,
        Paths::readFirst,
        "exists",
        "find",
        "getAttribute",
        "getFileStore",
        "getLastModifiedTime",
        "getOwner",
        "getPosixFilePermissions",
        "isDirectory",
        "isExecutable",
        "isHidden",
        "isReadable",
        "isRegularFile",
        "isSymbolicLink",
        "isWritable",
        "lines",
        "list",
        "newBufferedReader",
        "newDirectoryStream",
        "newInputStream",
        "notExists",
        "probeContentType",
        "readAllBytes",
        "readAllLines",
        "readAttributes",
        "readString",
        "readSymbolicLink",
        "size",
        "walk",
        "walkFileTree");
    table.screen(files, Paths::readBoth, "isSameFile", "mismatch");
    table.screen(
        files,
        Paths::writeFirst,
        "createDirectories",
        "createDirectory",
        "createFile",
        "delete",
        "deleteIfExists",
        "getFileAttributeView",
        "newBufferedWriter",
        "newOutputStream",
        "setAttribute",
        "setLastModifiedTime",
        "setOwner",
        "setPosixFilePermissions",
        "write",
        "writeString");
    table.screen(files, Paths::copy, "copy");
    table.screen(files, Paths::writeBoth, "move");
    table.screen(files, Paths::open, "newByteChannel");
    table.refuse(files, LINKS, "createLink", "createSymbolicLink");
    table.swap(files, "createTempFile", "temporaryFile");
    table.swap(files, "createTempDirectory", "temporaryDirectory");
    table.screen("java.nio.file.Path", Paths::readFirst, "register", "toRealPath");
  }

  private static void file(RuleTable table) {
    String file = "java.io.File";
    table.screen(
        file,
        Paths::readFirst,
        "canExecute",
        "canRead",
        "canWrite",
        "exists",
        "getCanonicalFile",
        "getCanonicalPath",
        "getFreeSpace",
        "getTotalSpace",
        "getUsableSpace",
        "isDirectory",
        "isFile",
        "isHidden",
        "lastModified",
        "length",
        "list",
        "listFiles");
    table.screen(
        file,
        Paths::writeFirst,
        "createNewFile",
        "delete",
        "mkdir",
        "mkdirs",
        "setExecutable",
        "setLastModified",
        "setReadOnly",
        "setReadable",
        "setWritable");
    table.screen(file, Paths::writeBoth, "renameTo");
    table.refuse(file, "which is kept until the engine ends", "deleteOnExit");
    table.refuse(file, "which shows the engine's disks", "listRoots");
    table.swap(file, "createTempFile", "temporaryFile");
  }

  private static void streams(RuleTable table) {
    table.screen("java.io.FileInputStream", Paths::readFirst, "<init>");
    table.screen("java.io.FileReader", Paths::readFirst, "<init>");
    table.screen("java.io.FileOutputStream", Paths::writeFirst, "<init>");
    table.screen("java.io.FileWriter", Paths::writeFirst, "<init>");
    table.screen("java.io.PrintWriter", Paths::writeFirst, "<init>");
    table.screen("java.io.PrintStream", Paths::writeFirst, "<init>");
    table.screen("java.util.Formatter", Paths::writeFirst, "<init>");
    table.screen("java.util.Scanner", Paths::readIfFile, "<init>");
    table.screen("java.io.RandomAccessFile", Paths::openByMode, "<init>");
    table.screen("java.util.zip.ZipFile", Paths::openZip, "<init>");
    table.screen("java.util.jar.JarFile", Paths::openZip, "<init>");
    table.refuse(
        "java.io.FileDescriptor", "which reaches the engine's terminal", "in", "out", "err");
  }

  private static void channels(RuleTable table) {
    table.screen("java.nio.channels.FileChannel", Paths::open, "open");
    table.screen("java.nio.channels.AsynchronousFileChannel", Paths::open, "open");
    table.refuse(
        "java.nio.file.FileSystems",
        "which opens a file system of its own; read archives as streams",
        "newFileSystem");
    table.screen(
        "java.nio.file.spi.FileSystemProvider",
        OwnObjects::checkReceiver,
        "checkAccess",
        "copy",
        "createDirectory",
        "createLink",
        "createSymbolicLink",
        "delete",
        "deleteIfExists",
        "getFileAttributeView",
        "getFileStore",
        "isHidden",
        "isSameFile",
        "move",
        "newAsynchronousFileChannel",
        "newByteChannel",
        "newDirectoryStream",
        "newFileChannel",
        "newFileSystem",
        "newInputStream",
        "newOutputStream",
        "readAttributes",
        "readSymbolicLink",
        "setAttribute");
    table.screen(
        "java.nio.file.FileSystem",
        OwnObjects::checkReceiver,
        "close",
        "getFileStores",
        "getRootDirectories",
        "newWatchService");
  }

  private static void rest(RuleTable table) {
    table.screen("java.security.KeyStore", Paths::readFiles, "getInstance");
    table.screen("java.security.KeyStore$Builder", Paths::readFiles, "newInstance");
    table.screen("java.net.http.HttpRequest$BodyPublishers", Paths::readFirst, "ofFile");
    table.screen(
        "java.net.http.HttpResponse$BodyHandlers", Paths::writeFirst, "ofFile", "ofFileDownload");
    table.screen("java.net.http.HttpResponse$BodySubscribers", Paths::writeFirst, "ofFile");
    for (String handler : new String[] {"FileHandler", "SocketHandler"}) {
      table.refuse("java.util.logging." + handler, "which writes past the tenant's log", "<init>");
    }
    String xml =
        "whose parsers open what a document names, files and addresses; shade a parser into the"
            + " JAR, or ask for isolation = process";
    String[][] factories = {
      {"javax.xml.parsers.DocumentBuilderFactory", "newInstance", "newDefaultInstance"},
      {"javax.xml.parsers.DocumentBuilderFactory", "newNSInstance", "newDefaultNSInstance"},
      {"javax.xml.parsers.SAXParserFactory", "newInstance", "newDefaultInstance"},
      {"javax.xml.parsers.SAXParserFactory", "newNSInstance", "newDefaultNSInstance"},
      {"javax.xml.transform.TransformerFactory", "newInstance", "newDefaultInstance"},
      {"javax.xml.stream.XMLInputFactory", "newInstance", "newFactory"},
      {"javax.xml.stream.XMLInputFactory", "newDefaultFactory"},
      {"javax.xml.validation.SchemaFactory", "newInstance", "newDefaultInstance"},
      {"javax.xml.xpath.XPathFactory", "newInstance", "newDefaultInstance"},
      {"org.xml.sax.helpers.XMLReaderFactory", "createXMLReader"},
      {"org.xml.sax.helpers.ParserFactory", "makeParser"},
      {"org.w3c.dom.bootstrap.DOMImplementationRegistry", "newInstance"}
    };
    for (String[] factory : factories) {
      for (int i = 1; i < factory.length; i++) {
        table.refuse(factory[0], xml, factory[i]);
      }
    }
    table.refusePackage("javax.sql.rowset.", "which connects to where nobody has checked");
    table.refusePackage(
        "javax.security.auth.login.", "which reads the configuration of the engine's process");
  }
}

package io.mysimbdp.engine.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Memory in MiB, written as for a JVM or as in the configuration: 512m, 1g, 2 GiB. */
final class MemoryConverter implements ITypeConverter<Integer> {

  private static final Pattern MEMORY = Pattern.compile("([0-9]{1,6}) ?(m|mib|g|gib)");
  private static final int MIB_PER_GIB = 1024;

  @Override
  public Integer convert(String text) {
    Matcher memory = MEMORY.matcher(text.toLowerCase(Locale.ROOT));
    if (!memory.matches()) {
      throw new TypeConversionException("expected memory such as 512m or 1g, got \"" + text + '"');
    }
    int number = Integer.parseInt(memory.group(1));
    return memory.group(2).startsWith("g") ? number * MIB_PER_GIB : number;
  }
}

package io.mysimbdp.engine.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A type made of fields.
 *
 * @param name without quotes
 * @param fields the types of the fields, in the spelling of {@link CqlType}, by name
 */
record TypeShape(String name, Map<String, String> fields) {

  TypeShape {
    fields = new LinkedHashMap<>(fields);
  }
}

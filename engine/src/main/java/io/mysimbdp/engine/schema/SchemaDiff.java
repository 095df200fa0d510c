package io.mysimbdp.engine.schema;

import io.mysimbdp.engine.cql.CqlName;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;

/** Compares what is declared with what there is: changes to make, or a contradiction. */
final class SchemaDiff {

  private final String keyspace;
  private final String origin;
  private final LiveSchema live;
  private final List<Change> changes = new ArrayList<>();

  SchemaDiff(String keyspace, String origin, LiveSchema live) {
    this.keyspace = keyspace;
    this.origin = origin;
    this.live = live;
  }

  /**
   * Returns the changes in the order of the script.
   *
   * @throws EngineException SCHEMA_CONFLICT at the first contradiction
   */
  List<Change> changes(List<Declaration> declarations) {
    for (Declaration declaration : declarations) {
      if (declaration.table() != null) {
        table(declaration.table(), declaration);
      } else if (declaration.type() != null) {
        type(declaration.type(), declaration);
      }
    }
    return List.copyOf(changes);
  }

  private void table(TableShape declared, Declaration from) {
    String name = qualified(declared.name());
    TableShape found = live.tables().get(declared.name());
    if (found == null) {
      create("table", name, from);
      return;
    }
    if (!declared.partitionKey().equals(found.partitionKey())) {
      throw conflict(from, name, "partition key", declared.partition(), found.partition());
    }
    if (!declared.clustering().equals(found.clustering())
        || !declared.descending().equals(found.descending())) {
      throw conflict(
          from, name, "clustering order", declared.clusteringOrder(), found.clusteringOrder());
    }
    for (Column column : declared.columns().values()) {
      Column existing = found.columns().get(column.name());
      if (existing == null) {
        addTo("TABLE", name, "column", column.name(), column.declaration(), from);
      } else if (!existing.equals(column)) {
        throw conflict(
            from, name, "column " + column.name(), column.declaration(), existing.declaration());
      }
    }
  }

  private void type(TypeShape declared, Declaration from) {
    String name = qualified(declared.name());
    TypeShape found = live.types().get(declared.name());
    if (found == null) {
      create("type", name, from);
      return;
    }
    declared
        .fields()
        .forEach(
            (field, type) -> {
              String existing = found.fields().get(field);
              if (existing == null) {
                addTo("TYPE", name, "field", field, type, from);
              } else if (!existing.equals(type)) {
                throw conflict(from, name, "field " + field, type, existing);
              }
            });
  }

  /** Without IF NOT EXISTS, so that of two installers only one says that it did it. */
  private void create(String what, String name, Declaration from) {
    changes.add(
        new Change(
            "CREATE " + what + " " + name + " " + from.body(),
            "created " + what + " " + name,
            from.line()));
  }

  private void addTo(
      String what, String name, String part, String partName, String type, Declaration from) {
    changes.add(
        new Change(
            "ALTER " + what + " " + name + " ADD " + CqlName.render(partName) + " " + type,
            "added " + part + " " + partName + " " + type + " to " + name,
            from.line()));
  }

  private String qualified(String name) {
    return CqlName.render(keyspace) + "." + CqlName.render(name);
  }

  private EngineException conflict(
      Declaration from, String name, String what, String declared, String found) {
    return new EngineException(
        FailureCode.SCHEMA_CONFLICT,
        origin
            + ":"
            + from.line()
            + ": "
            + what
            + " of "
            + name
            + " is declared "
            + declared
            + " but is "
            + found
            + " in Cassandra");
  }
}

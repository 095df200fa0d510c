package io.mysimbdp.tenant;

import com.sun.source.doctree.DeprecatedTree;
import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Holds the sources of an API against the policy on what is deprecated: {@code COMPATIBILITY.md}.
 */
final class Deprecations {

  private final DocTrees docs;
  private final ApiVersion present;
  private final List<String> problems = new ArrayList<>();

  private Deprecations(DocTrees docs, ApiVersion present) {
    this.docs = docs;
    this.present = present;
  }

  /**
   * Returns what is wrong, a sentence each.
   *
   * @param present the version that is being built
   */
  static List<String> problems(Iterable<? extends JavaFileObject> sources, ApiVersion present)
      throws IOException {
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, List.of("-proc:none"), null, sources);
    Deprecations found = new Deprecations(DocTrees.instance(task), present);
    for (CompilationUnitTree unit : task.parse()) {
      found.new Scanner().scan(unit, null);
    }
    return List.copyOf(found.problems);
  }

  /** Comes to everything that can be deprecated. */
  private final class Scanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable Void nothing) {
      check(tree.getModifiers(), String.valueOf(tree.getSimpleName()));
      return super.visitClass(tree, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
      check(tree.getModifiers(), String.valueOf(tree.getName()));
      return super.visitMethod(tree, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
      check(tree.getModifiers(), String.valueOf(tree.getName()));
      return super.visitVariable(tree, null);
    }

    private void check(ModifiersTree modifiers, String name) {
      Optional<? extends AnnotationTree> mark =
          modifiers.getAnnotations().stream()
              .filter(each -> each.getAnnotationType().toString().equals("Deprecated"))
              .findFirst();
      Optional<DeprecatedTree> text = text(docs.getDocCommentTree(getCurrentPath()));
      if (mark.isEmpty()) {
        text.ifPresent(told -> problem(name, "has @deprecated in its Javadoc but no @Deprecated"));
        return;
      }
      Map<String, String> values = values(mark.get());
      checkSince(name, values.get("since"));
      if (!values.containsKey("forRemoval")) {
        problem(name, "does not say forRemoval = true or false");
      }
      if (text.isEmpty() || !text.get().toString().contains("{@link")) {
        problem(name, "names no replacement: expected @deprecated with a {@link …} in its Javadoc");
      }
    }

    private void checkSince(String name, @Nullable String since) {
      if (since == null) {
        problem(name, "does not say since which version, for example since = \"" + present + "\"");
      } else if (!since.matches("\\d+\\.\\d+\\.\\d+")) {
        problem(name, "has since = \"" + since + "\": expected a version, for example " + present);
      } else if (ApiVersion.of(since).compareTo(present) > 0) {
        problem(name, "has since = \"" + since + "\", which is after the present " + present);
      } else if (ApiVersion.of(since).major() < present.major()) {
        problem(
            name, "is deprecated since " + since + ": remove it in " + present.major() + ".0.0");
      }
    }
  }

  private static Optional<DeprecatedTree> text(@Nullable DocCommentTree comment) {
    return comment == null
        ? Optional.empty()
        : comment.getBlockTags().stream()
            .filter(DeprecatedTree.class::isInstance)
            .map(DeprecatedTree.class::cast)
            .findFirst();
  }

  private static Map<String, String> values(AnnotationTree mark) {
    Map<String, String> values = new HashMap<>();
    for (Tree argument : mark.getArguments()) {
      if (argument instanceof AssignmentTree set
          && set.getExpression() instanceof LiteralTree literal) {
        values.put(set.getVariable().toString(), String.valueOf(literal.getValue()));
      }
    }
    return values;
  }

  private void problem(String name, String rest) {
    problems.add(name + " " + rest);
  }
}

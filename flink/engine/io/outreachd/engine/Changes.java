package io.outreachd.engine;

import java.util.List;

/**
 * What a step changed of a customer.
 *
 * @param lines a line each without its end, as {@code outreachd replay} prints them
 * @param tasks those that are others than before, each once
 */
public record Changes(List<byte[]> lines, List<Task> tasks) {
    static final Changes NONE = new Changes(List.of(), List.of());
}

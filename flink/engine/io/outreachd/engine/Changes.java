package io.outreachd.engine;

import java.util.List;

/**
 * What a step changed of a customer, or of a surge.
 *
 * @param lines a line each without its end, as {@code outreachd replay} prints them
 * @param tasks those that are others than before, each once
 * @param messages what a customer tells surges
 */
public record Changes(List<byte[]> lines, List<Task> tasks, List<Message> messages) {
    static final Changes NONE = new Changes(List.of(), List.of(), List.of());
}

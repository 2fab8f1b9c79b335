/**
 * The texts of cards and clusters that an export does not show as they were written, by id (EXP10):
 * a translation, or the original and its translation.
 */
export type ShownTexts = ReadonlyMap<string, readonly string[]>

/** The card on which facilitators mark that a command is done. */
export const MARKER = 'shape:marker'

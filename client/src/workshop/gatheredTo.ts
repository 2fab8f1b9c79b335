import { createCell } from '../session/cell.ts'

/** The gathering that this person followed last, by its time: it leads their view to its part of the board as well. */
export const gatheredTo = createCell(0)

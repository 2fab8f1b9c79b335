import { createObservable } from '../connection/observable.ts'

/**
 * The time of the last gathering that this person followed. The canvas then shows the gathering's
 * part of the board.
 */
export const followedGathering = createObservable(0)

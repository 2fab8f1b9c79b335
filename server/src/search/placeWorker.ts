/** Runs in a child process: looks up the places of cities. */
export { findPlaces } from './indexPractice.ts'

import type { Corners, Pixels } from '../import/photo/straighten.ts'
import { cropNote, greyPicture } from './cropNote.ts'
import { type FoundNote, findNotes } from './findNotes.ts'

/*
 * Finds the notes in a photo, and cuts them out one at a time, so that only one is in memory.
 *
 *     page:    { photo }     worker: { notes }
 *     page:    { cut: note } worker: { picture, grey }
 */

export type NotesRequest = { photo: Pixels } | { cut: Corners }
export type NotesAnswer = { notes: FoundNote[] } | CutNote

/** A note as it is shown, and as it is read. */
export interface CutNote {
	picture: Pixels
	grey: Pixels
}

let photo: Pixels | null = null

self.onmessage = ({ data }: MessageEvent<NotesRequest>) => {
	if ('photo' in data) {
		photo = data.photo
		self.postMessage({ notes: findNotes(photo) } satisfies NotesAnswer)
	} else if (photo) {
		const picture = cropNote(photo, { corners: data.cut })
		self.postMessage({ picture, grey: greyPicture(picture) } satisfies NotesAnswer)
	}
}

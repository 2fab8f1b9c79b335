import { cleanText, hasInvalidXmlChars } from '@charrette/shared'
import { simpleDiffStringWithCursor } from 'lib0/diff'
import type * as Y from 'yjs'
import { LOCAL_ORIGIN } from './undoHistory.ts'
import { undoKey } from './undoKey.ts'

/** The pause after which typing starts a new undo step. */
const TYPING_PAUSE_MS = 700

export interface TextBindingDeps {
	text: Y.Text
	textarea: HTMLTextAreaElement
	/** Marks that a composition is not in the document yet; call the result once it is. */
	markPending(): () => void
	/** Ends the current undo step. */
	startUndoStep(): void
	undo(): void
	redo(): void
}

export interface TextBinding {
	/**
	 * Writes what an input method has composed so far, since the page may be closed. After a remote
	 * edit in the meantime this waits for the end of the composition, as the textarea has only one of
	 * the two.
	 */
	flush(): void
	/** Unbinds the textarea, and writes the text of a running composition. */
	unbind(): void
}

/**
 * Binds a textarea to a text, character by character, in both directions (DOC2). While an
 * input method composes, neither side changes the other; remote edits are merged when the
 * composition ends, so neither loses a character.
 */
export function bindText({ text, textarea, markPending, startUndoStep, undo, redo }: TextBindingDeps): TextBinding {
	/** The text when the textarea and the document were last equal. */
	let base = text.toString()
	/** Remote edits since `base`, during a composition. */
	let remoteSplices: Splice[] = []
	let isComposing = false
	let release: (() => void) | null = null
	let typedAt = 0

	/** Writes the typed text into the document; returns the position of its end there. */
	function writeTyping(): number {
		const { index, remove, insert } = simpleDiffStringWithCursor(base, textarea.value, textarea.selectionEnd)
		const splices = mapSplice({ index, remove, insert }, remoteSplices)
		base = textarea.value
		remoteSplices = []
		if (remove > 0 || insert) {
			const now = performance.now()
			if (now - typedAt > TYPING_PAUSE_MS) startUndoStep()
			typedAt = now
			text.doc?.transact(() => applySplices(text, splices), LOCAL_ORIGIN)
		}
		const last = splices.at(-1)
		return last ? last.index + last.insert.length : textarea.selectionEnd
	}

	function endComposition(): void {
		if (!isComposing) return
		isComposing = false
		const caret = writeTyping()
		base = text.toString()
		if (textarea.value !== base) {
			textarea.value = base
			textarea.setSelectionRange(caret, caret)
		}
		release?.()
		release = null
	}

	function onText(event: Y.YTextEvent, transaction: Y.Transaction): void {
		if (transaction.origin === LOCAL_ORIGIN) return
		const splices = splicesOf(event.delta)
		if (isComposing) remoteSplices.push(...splices)
		else {
			for (const { index, remove, insert } of splices) textarea.setRangeText(insert, index, index + remove, 'preserve')
			base = text.toString()
		}
	}

	const onInput = () => {
		if (!isComposing) writeTyping()
	}
	const onCompositionStart = () => {
		isComposing = true
		release ??= markPending()
	}
	const onBeforeInput = (event: InputEvent) => {
		const { data } = event
		if (data && hasInvalidXmlChars(data)) {
			// Text pasted from a spreadsheet or slides may contain forbidden characters (CHARS1).
			event.preventDefault()
			const { value, maxLength, selectionStart, selectionEnd } = textarea
			const room = maxLength < 0 ? data.length : Math.max(0, maxLength - value.length + selectionEnd - selectionStart)
			textarea.setRangeText(cleanText(data).slice(0, room), selectionStart, selectionEnd, 'end')
			onInput()
			return
		}
		// The browser's own undo does not know the edits of other people (DOC6).
		if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
		event.preventDefault()
		if (event.inputType === 'historyUndo') undo()
		else redo()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (textarea.readOnly || event.isComposing || event.keyCode === 229) return
		const step = undoKey(event)
		if (!step) return
		event.preventDefault()
		event.stopPropagation()
		if (step === 'redo') redo()
		else undo()
	}

	textarea.value = base
	textarea.addEventListener('input', onInput)
	textarea.addEventListener('compositionstart', onCompositionStart)
	textarea.addEventListener('compositionend', endComposition)
	textarea.addEventListener('beforeinput', onBeforeInput)
	textarea.addEventListener('keydown', onKeyDown)
	text.observe(onText)

	return {
		flush() {
			if (isComposing && remoteSplices.length === 0) writeTyping()
		},
		unbind() {
			endComposition()
			text.unobserve(onText)
			textarea.removeEventListener('input', onInput)
			textarea.removeEventListener('compositionstart', onCompositionStart)
			textarea.removeEventListener('compositionend', endComposition)
			textarea.removeEventListener('beforeinput', onBeforeInput)
			textarea.removeEventListener('keydown', onKeyDown)
			release?.()
			startUndoStep()
		},
	}
}

function applySplices(text: Y.Text, splices: readonly Splice[]): void {
	for (const { index, remove, insert } of splices) {
		if (remove > 0) text.delete(index, remove)
		if (insert) text.insert(index, insert)
	}
}

/** A step of a Y.Text delta. */
export interface DeltaStep {
	retain?: number | undefined
	insert?: unknown
	delete?: number | undefined
}

/** A replacement in a string: `remove` UTF-16 code units at `index` are replaced by `insert`. */
export interface Splice {
	index: number
	remove: number
	insert: string
}

/** Converts a Y.Text delta to splices; each applies to the text after the previous one. */
export function splicesOf(delta: readonly DeltaStep[]): Splice[] {
	const splices: Splice[] = []
	let index = 0
	for (const step of delta) {
		if (step.retain !== undefined) index += step.retain
		else if (step.delete !== undefined) splices.push({ index, remove: step.delete, insert: '' })
		else if (typeof step.insert === 'string') {
			splices.push({ index, remove: 0, insert: step.insert })
			index += step.insert.length
		}
	}
	return splices
}

/**
 * Maps a position to the text after a splice. At the exact position of an insertion, the inserted
 * text goes before it if `isStart`, else after it.
 */
function mapPosition(position: number, { index, remove, insert }: Splice, isStart: boolean): number {
	if (position < index || (position === index && !isStart)) return position
	if (position >= index + remove) return position + insert.length - remove
	return index + insert.length
}

/**
 * Transforms a local splice so that it applies after concurrent ones. The result does not remove
 * text that they inserted.
 */
export function mapSplice(local: Splice, others: readonly Splice[]): Splice[] {
	let pieces = [{ start: local.index, end: local.index + local.remove }]
	let at = local.index
	for (const other of others) {
		at = mapPosition(at, other, true)
		pieces = pieces.flatMap((piece) => mapPiece(piece, other))
	}
	const removals = pieces.filter(({ start, end }) => end > start).reverse()
	const mapped: Splice[] = removals.map(({ start, end }) => ({ index: start, remove: end - start, insert: '' }))
	const removedBefore = removals.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, at) - start), 0)
	if (local.insert) mapped.push({ index: at - removedBefore, remove: 0, insert: local.insert })
	return mapped
}

/**
 * Maps a range to remove to the text after another splice: an insertion inside the range splits it.
 */
function mapPiece(piece: { start: number; end: number }, other: Splice): { start: number; end: number }[] {
	const { index, remove, insert } = other
	const isInside = insert.length > 0 && index > piece.start && index < piece.end
	const start = mapPosition(piece.start, other, true)
	const end = mapPosition(piece.end, other, false)
	if (!isInside) return [{ start, end: Math.max(start, end) }]
	return [
		{ start: piece.start, end: index },
		{ start: index + insert.length, end: Math.max(index + insert.length, piece.end + insert.length - remove) },
	]
}

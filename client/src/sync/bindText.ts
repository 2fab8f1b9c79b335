import { simpleDiffStringWithCursor } from 'lib0/diff'
import type * as Y from 'yjs'
import { LOCAL } from './origins.ts'
import type { Splice } from './textDelta.ts'
import { mapSplice, splicesOf } from './textDelta.ts'

/** After so long a pause, typing is a new step of undo. */
const TYPING_PAUSE_MS = 700

export interface BindTextDeps {
	text: Y.Text
	textarea: HTMLTextAreaElement
	/** Something is composed that is not in the document yet; call the result when it is. */
	hold(): () => void
	/** What comes next is a new step of undo. */
	startUndoStep(): void
	undo(): void
	redo(): void
}

/**
 * Binds a textarea to a card's text, character by character, both ways (DOC2). While an input method composes, neither
 * side touches the other; what came in meanwhile is merged when the composition ends, so neither loses a character.
 * Returns its undo, which takes over what is still being composed.
 */
export function bindText({ text, textarea, hold, startUndoStep, undo, redo }: BindTextDeps): () => void {
	/** The text on which the textarea and the document last agreed. */
	let base = text.toString()
	/** What others did since, while a composition held us up. */
	let missed: Splice[] = []
	let isComposing = false
	let release: (() => void) | null = null
	let typedAt = 0

	/** Takes what was typed into the document; gives where it ends there. */
	function takeTyping(): number {
		const { index, remove, insert } = simpleDiffStringWithCursor(base, textarea.value, textarea.selectionEnd)
		const splices = mapSplice({ index, remove, insert }, missed)
		base = textarea.value
		missed = []
		if (remove > 0 || insert) {
			const now = performance.now()
			if (now - typedAt > TYPING_PAUSE_MS) startUndoStep()
			typedAt = now
			text.doc?.transact(() => applyTo(text, splices), LOCAL)
		}
		const last = splices.at(-1)
		return last ? last.index + last.insert.length : textarea.selectionEnd
	}

	function endComposition(): void {
		if (!isComposing) return
		isComposing = false
		const caret = takeTyping()
		base = text.toString()
		if (textarea.value !== base) {
			textarea.value = base
			textarea.setSelectionRange(caret, caret)
		}
		release?.()
		release = null
	}

	function onText(event: Y.YTextEvent, transaction: Y.Transaction): void {
		if (transaction.origin === LOCAL) return
		const splices = splicesOf(event.delta)
		if (isComposing) missed.push(...splices)
		else {
			for (const { index, remove, insert } of splices) textarea.setRangeText(insert, index, index + remove, 'preserve')
			base = text.toString()
		}
	}

	const onInput = () => {
		if (!isComposing) takeTyping()
	}
	const onCompositionStart = () => {
		isComposing = true
		release ??= hold()
	}
	// The browser's own undo knows nothing of what others typed; ours does (DOC6).
	const onBeforeInput = (event: InputEvent) => {
		if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return
		event.preventDefault()
		if (event.inputType === 'historyUndo') undo()
		else redo()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.isComposing || event.keyCode === 229) return
		const isUndoKey = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'z'
		const isRedoKey = event.ctrlKey && !event.altKey && event.key.toLowerCase() === 'y'
		if (!isUndoKey && !isRedoKey) return
		event.preventDefault()
		event.stopPropagation()
		if (isRedoKey || event.shiftKey) redo()
		else undo()
	}

	textarea.value = base
	textarea.addEventListener('input', onInput)
	textarea.addEventListener('compositionstart', onCompositionStart)
	textarea.addEventListener('compositionend', endComposition)
	textarea.addEventListener('beforeinput', onBeforeInput)
	textarea.addEventListener('keydown', onKeyDown)
	text.observe(onText)

	return () => {
		endComposition()
		text.unobserve(onText)
		textarea.removeEventListener('input', onInput)
		textarea.removeEventListener('compositionstart', onCompositionStart)
		textarea.removeEventListener('compositionend', endComposition)
		textarea.removeEventListener('beforeinput', onBeforeInput)
		textarea.removeEventListener('keydown', onKeyDown)
		release?.()
		startUndoStep()
	}
}

function applyTo(text: Y.Text, splices: readonly Splice[]): void {
	for (const { index, remove, insert } of splices) {
		if (remove > 0) text.delete(index, remove)
		if (insert) text.insert(index, insert)
	}
}

/*
 * The focus of a person who is moved to another group's board while they write (PHONE7). The field
 * on the old board goes away before the one on the new board is there, and with it a phone's
 * keyboard; so a field that nobody sees takes the focus meanwhile, and what is typed into it.
 */
import type { BoardId } from '@charrette/shared'
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'

interface CarriedField {
	field: HTMLTextAreaElement
	/** The board whose draft it goes on with. */
	board: BoardId
	/** The caret in the draft, counted from its end. */
	caretFromEnd: number
	timeout: ReturnType<typeof setTimeout>
}

let carried: CarriedField | null = null

/** Without a move: the board was only frozen, and nothing will take the field. */
const MAX_WAIT_MS = 2000
/** A board may load for long over a bad connection. */
const MAX_MOVE_MS = 15_000

export const draftKey = (board: BoardId) => `charrette.draft.${board}`

/** Keeps the focus of a text field that is about to go away; `draft` is the text that is kept in it. */
export function carryField(from: HTMLTextAreaElement, board: BoardId, draft: string): void {
	release()
	const field = document.createElement('textarea')
	field.className = 'visuallyHidden'
	field.style.position = 'fixed'
	field.setAttribute('aria-label', from.getAttribute('aria-label') ?? '')
	document.body.append(field)
	field.focus({ preventScroll: true })
	// The last letter may not be rendered yet.
	if (draft) tabStore.write(draftKey(board), draft)
	const caretFromEnd = draft.length - Math.min(draft.length, from.selectionStart)
	carried = { field, board, caretFromEnd, timeout: setTimeout(release, MAX_WAIT_MS) }
}

/**
 * Moves the draft to another board, for a participant who can no longer edit the first one, with
 * the field that carries the focus there.
 */
export function moveDraft(from: BoardId, to: BoardId): void {
	const focused = document.activeElement
	if (focused instanceof HTMLTextAreaElement && focused.matches('[data-composer]'))
		carryField(focused, from, focused.value)
	const drafts = [to, from].map((board) => tabStore.read(draftKey(board))).filter(Boolean)
	if (drafts.length > 0) tabStore.write(draftKey(to), drafts.join('\n'))
	tabStore.remove(draftKey(from))
	if (carried?.board !== from) return
	clearTimeout(carried.timeout)
	carried = { ...carried, board: to, timeout: setTimeout(release, MAX_MOVE_MS) }
}

/**
 * Ends the carrying for the new field of a board. Returns its draft, with what was typed meanwhile
 * at the caret; null if this board has no carried field.
 */
function takeCarriedField(board: BoardId, draft: string): { draft: string; caret: number } | null {
	if (carried?.board !== board) return null
	const { field, caretFromEnd } = carried
	const at = Math.max(0, draft.length - caretFromEnd)
	const caret = at + field.value.length
	const whole = draft.slice(0, at) + field.value + draft.slice(at)
	drop()
	return { draft: whole, caret }
}

/** Ends the carrying where no field takes it: what was typed is kept as a draft. */
function release(): void {
	if (!carried) return
	const { field, board } = carried
	const typed = field.value.trim()
	const draft = tabStore.read(draftKey(board))
	if (typed) tabStore.write(draftKey(board), draft ? `${draft}\n${typed}` : typed)
	drop()
}

function drop(): void {
	if (!carried) return
	clearTimeout(carried.timeout)
	carried.field.remove()
	carried = null
}

interface CarryingComposer {
	boardId: BoardId
	document: Pick<BoardDocument, 'canWrite'>
	draft: string
	onDraft: (draft: string) => void
}

/**
 * Goes on in this field where a person was writing on another board when they were moved here, and
 * lets another field carry the focus when the board becomes read-only (PHONE7).
 */
export function useCarriedFocus(field: RefObject<HTMLTextAreaElement | null>, composer: CarryingComposer): void {
	const { boardId, document } = composer
	const latest = useRef(composer)
	latest.current = composer
	const waiting = useRef<ReturnType<typeof takeCarriedField>>(null)
	useLayoutEffect(() => {
		const textarea = field.current
		const carried = takeCarriedField(boardId, latest.current.draft)
		if (carried && textarea) {
			waiting.current = carried
			latest.current.onDraft(carried.draft)
			textarea.focus()
		}
		return () => {
			if (!textarea || textarea !== window.document.activeElement || document.canWrite.get()) return
			carryField(textarea, boardId, textarea.value)
		}
	}, [field, boardId, document])
	// The caret can be set once the draft is rendered.
	useLayoutEffect(() => {
		const { draft = '', caret = 0 } = waiting.current ?? {}
		if (!waiting.current || field.current?.value !== draft) return
		field.current.setSelectionRange(caret, caret)
		waiting.current = null
	})
}

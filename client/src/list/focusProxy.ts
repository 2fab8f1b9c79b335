/*
 * Keeps the focus of a participant who is moved to another group's board while typing (PHONE7). The
 * field on the old board is removed before the one on the new board exists, which would close a
 * phone's keyboard. In between, a visually hidden field has the focus and receives the typed text.
 */
import type { BoardId } from '@charrette/shared'
import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'

interface FocusProxy {
	field: HTMLTextAreaElement
	/** The board whose draft the text is added to. */
	board: BoardId
	/** Position of the caret in the draft, counted from its end. */
	caretFromEnd: number
	timeout: ReturnType<typeof setTimeout>
}

let proxy: FocusProxy | null = null

/**
 * Timeout without a move to another board: the board was only frozen, so no field will replace the
 * hidden one.
 */
const MAX_WAIT_MS = 2000
/** Timeout during a move: a board may take long to load over a bad connection. */
const MAX_MOVE_MS = 15_000

/**
 * Moves the focus from a text field that is about to be removed to a hidden field. `draft` is the
 * text to store as the board's draft; empty for none.
 */
export function moveFocusToProxy(from: HTMLTextAreaElement, board: BoardId, draft: string): void {
	release()
	const field = document.createElement('textarea')
	field.className = 'visuallyHidden'
	field.style.position = 'fixed'
	field.setAttribute('aria-label', from.getAttribute('aria-label') ?? '')
	document.body.append(field)
	field.focus({ preventScroll: true })
	// Stored here, since the last keystroke may not be rendered yet.
	if (draft) tabStore.write(TAB_KEYS.draft(board), draft)
	const caretFromEnd = draft.length - Math.min(draft.length, from.selectionStart)
	proxy = { field, board, caretFromEnd, timeout: setTimeout(release, MAX_WAIT_MS) }
}

/**
 * Moves the draft of a participant who can no longer edit a board to another board, together with
 * the hidden field that has the focus.
 */
export function moveDraft(from: BoardId, to: BoardId): void {
	const focused = document.activeElement
	if (focused instanceof HTMLTextAreaElement && focused.matches('[data-composer]'))
		moveFocusToProxy(focused, from, focused.value)
	const drafts = [to, from].map((board) => tabStore.read(TAB_KEYS.draft(board))).filter(Boolean)
	if (drafts.length > 0) tabStore.write(TAB_KEYS.draft(to), drafts.join('\n'))
	tabStore.remove(TAB_KEYS.draft(from))
	if (proxy?.board !== from) return
	clearTimeout(proxy.timeout)
	proxy = { ...proxy, board: to, timeout: setTimeout(release, MAX_MOVE_MS) }
}

/**
 * Removes the hidden field when a board has a new text field. Returns the board's draft, with the
 * text of the hidden field inserted at the caret; null if this board has no hidden field.
 */
function takeFocusProxy(board: BoardId, draft: string): { draft: string; caret: number } | null {
	if (proxy?.board !== board) return null
	const { field, caretFromEnd } = proxy
	const at = Math.max(0, draft.length - caretFromEnd)
	const caret = at + field.value.length
	const whole = draft.slice(0, at) + field.value + draft.slice(at)
	drop()
	return { draft: whole, caret }
}

/** Removes the hidden field if no text field replaces it. Its text is stored in the draft. */
function release(): void {
	if (!proxy) return
	const { field, board } = proxy
	const typed = field.value.trim()
	const draft = tabStore.read(TAB_KEYS.draft(board))
	if (typed) tabStore.write(TAB_KEYS.draft(board), draft ? `${draft}\n${typed}` : typed)
	drop()
}

function drop(): void {
	if (!proxy) return
	clearTimeout(proxy.timeout)
	proxy.field.remove()
	proxy = null
}

interface FocusProxyComposer {
	boardId: BoardId
	draft: string
	onDraft: (draft: string) => void
}

/**
 * Continues in this field if a participant was typing on another board when they were moved here,
 * and starts a hidden field when the board becomes read-only or is replaced, as private cards are
 * by a reveal (PHONE7, PHONE7b).
 */
export function useFocusProxy(field: RefObject<HTMLTextAreaElement | null>, composer: FocusProxyComposer): void {
	const { boardId } = composer
	const draftNow = useEffectEvent(() => composer.draft)
	const setDraft = useEffectEvent(composer.onDraft)
	const waiting = useRef<ReturnType<typeof takeFocusProxy>>(null)
	useLayoutEffect(() => {
		const textarea = field.current
		const proxy = takeFocusProxy(boardId, draftNow())
		if (proxy && textarea) {
			waiting.current = proxy
			setDraft(proxy.draft)
			textarea.focus()
		}
		return () => {
			if (!textarea || textarea !== window.document.activeElement) return
			moveFocusToProxy(textarea, boardId, textarea.value)
		}
	}, [field, boardId])
	// The caret can only be set once the draft is rendered.
	useLayoutEffect(() => {
		const { draft = '', caret = 0 } = waiting.current ?? {}
		if (!waiting.current || field.current?.value !== draft) return
		field.current.setSelectionRange(caret, caret)
		waiting.current = null
	})
}

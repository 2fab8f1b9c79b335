/*
 * Keeps the focus of a participant whose board is replaced while they type, since they are moved to
 * another group or private cards are revealed (PHONE7). The field on the old board is removed
 * before the one on the new board exists, which would close a phone's keyboard. In between, a
 * visually hidden field has the focus and receives the typed text.
 */
import type { BoardId, Card } from '@charrette/shared'
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react'
import { tabStore } from '../connection/browserStorage.ts'
import { TAB_KEYS } from '../connection/storageKeys.ts'

interface FocusProxy {
	field: HTMLTextAreaElement
	/** The board whose draft the text is added to. */
	board: BoardId
	/** The card that was being edited, whose editor takes the text if it opens again; else null. */
	card: InterruptedCard | null
	/** Position of the caret in the draft, or in the text of the card, counted from its end. */
	caretFromEnd: number
	timeout: ReturnType<typeof setTimeout>
}

interface InterruptedCard {
	id: string
	/** Its text, of which the last letters may not have reached the board. */
	text: string
	/** Whether its document no longer has it: otherwise its text stays there. */
	isGone: boolean
}

let proxy: FocusProxy | null = null
/** Lets the composer on the page take the hidden field; null while there is none. */
let offerToComposer: (() => void) | null = null

/**
 * Timeout without a move to another board: the board was only frozen, so no field will replace the
 * hidden one.
 */
const MAX_WAIT_MS = 2000
/** Timeout during a move: a board may take long to load over a bad connection. */
const MAX_MOVE_MS = 15_000

/**
 * Moves the focus from the editor of a card, or from the composer (null), to a hidden field, since
 * the field is about to be removed. The text of the composer is stored as the board's draft.
 */
export function moveFocusToProxy(
	from: HTMLTextAreaElement,
	board: BoardId,
	card: Omit<InterruptedCard, 'text'> | null,
): void {
	release()
	const field = document.createElement('textarea')
	field.className = 'visuallyHidden'
	field.style.position = 'fixed'
	field.setAttribute('aria-label', from.getAttribute('aria-label') ?? '')
	document.body.append(field)
	field.focus({ preventScroll: true })
	// Stored here, since the last keystroke may not be rendered yet.
	if (card === null && from.value) tabStore.write(TAB_KEYS.draft(board), from.value)
	const caretFromEnd = from.value.length - from.selectionStart
	proxy = {
		field,
		board,
		card: card && { ...card, text: from.value },
		caretFromEnd,
		timeout: setTimeout(release, MAX_WAIT_MS),
	}
}

/**
 * Moves the draft of a participant who can no longer edit a board to another board, together with
 * the hidden field that has the focus.
 */
export function moveDraft(from: BoardId, to: BoardId): void {
	const focused = document.activeElement
	if (focused instanceof HTMLTextAreaElement && focused.matches('[data-composer]'))
		moveFocusToProxy(focused, from, null)
	const drafts = [to, from].map((board) => tabStore.read(TAB_KEYS.draft(board))).filter(Boolean)
	if (drafts.length > 0) tabStore.write(TAB_KEYS.draft(to), drafts.join('\n'))
	tabStore.remove(TAB_KEYS.draft(from))
	if (proxy?.board !== from) return
	clearTimeout(proxy.timeout)
	proxy = { ...withoutCard(proxy), board: to, timeout: setTimeout(release, MAX_MOVE_MS) }
}

/** The text goes to the draft instead of the card, with that of a card that is gone. */
function withoutCard(was: FocusProxy): FocusProxy {
	const { card, field, caretFromEnd } = was
	if (card?.isGone) {
		const at = card.text.length - caretFromEnd
		field.value = oneLine(card.text.slice(0, at) + field.value + card.text.slice(at))
	}
	return card ? { ...was, card: null, caretFromEnd: 0 } : was
}

/** Joins the lines of a text, since each line of a draft becomes a card. */
export const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, ' ')

/**
 * Removes the hidden field when a board has a new text field. Returns the board's draft, with the
 * text of the hidden field inserted at the caret; null if this board has no hidden field.
 */
function takeFocusProxy(board: BoardId, draft: string): { draft: string; caret: number } | null {
	if (proxy?.board !== board || proxy.card !== null) return null
	const { field, caretFromEnd } = proxy
	const at = Math.max(0, draft.length - caretFromEnd)
	const caret = at + field.value.length
	const whole = draft.slice(0, at) + field.value + draft.slice(at)
	drop()
	return { draft: whole, caret }
}

/**
 * Removes the hidden field when the editor of its card, with this text, has the focus. Returns
 * what the text does not have yet: the letters that were typed right before the card was moved to
 * this document, and since then. The caret is counted from the end. Null without a hidden field.
 */
export function takeCardProxy(
	board: BoardId,
	id: string,
	text: string,
): { typed: string; caretFromEnd: number } | null {
	if (proxy?.board !== board || proxy.card?.id !== id) return null
	const { field, card, caretFromEnd } = proxy
	const upToCaret = (each: string) => each.slice(0, Math.max(0, each.length - caretFromEnd))
	const had = upToCaret(card.text)
	const has = upToCaret(text)
	const isLate = had.startsWith(has) && card.text.slice(had.length) === text.slice(has.length)
	const typed = (isLate ? had.slice(has.length) : '') + field.value
	drop()
	return { typed, caretFromEnd }
}

/** Opens the card whose editing was interrupted, once it is in this list (PHONE7c). */
export function useInterruptedCard(board: BoardId, cards: readonly Card[], open: (card: Card) => void): void {
	const openCard = useEffectEvent(open)
	useEffect(() => {
		const card = proxy?.board === board && cards.find(({ id }) => id === proxy?.card?.id)
		if (card) openCard(card)
	}, [board, cards])
}

/** Removes the hidden field if no text field replaces it. Its text is stored in the draft. */
function release(): void {
	if (!proxy) return
	proxy = withoutCard(proxy)
	offerToComposer?.()
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
		const take = () => {
			const taken = takeFocusProxy(boardId, draftNow())
			if (!taken || !textarea) return
			waiting.current = taken
			setDraft(taken.draft)
			textarea.focus()
		}
		take()
		offerToComposer = take
		return () => {
			if (offerToComposer === take) offerToComposer = null
			if (!textarea || textarea !== window.document.activeElement) return
			moveFocusToProxy(textarea, boardId, null)
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

import {
	type BoardId,
	CARD_KINDS,
	type CardKind,
	isFullCard,
	LIMITS,
	MAX_PASTED_CARDS,
	splitList,
	splitLongText,
} from '@charrette/shared'
import {
	type ClipboardEvent,
	type KeyboardEvent,
	type RefObject,
	useCallback,
	useEffect,
	useId,
	useLayoutEffect,
	useRef,
	useState,
	useSyncExternalStore,
} from 'react'
import type { MutableObservable } from '../connection/observable.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { undoIfLast } from '../sync/undoHistory.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { joinClasses } from '../ui/joinClasses.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useHeightVariable } from '../ui/useHeightVariable.ts'
import styles from './composer.module.css'
import { oneLine, useFocusProxy } from './focusProxy.ts'
import { useListContext, useListDeniedReason } from './ListContext.ts'
import type { ListEdits } from './listEdits.ts'
import { PhotoButton } from './Photos.tsx'
import { useDraft } from './useDraft.ts'

/**
 * The form for new cards; in a phase without writing, the reason why it is closed. A draft that was
 * begun may be finished.
 */
export function Composer(state: ComposerProps) {
	const { t } = useTranslation('board')
	const deniedReason = useListDeniedReason('write')
	const { draft } = state
	const isBegun = useSyncExternalStore(draft.subscribe, () => draft.get() !== '')
	const isOpen = !deniedReason || isBegun
	const root = useRef<HTMLElement>(null)
	// Reactions float up from above the composer.
	useHeightVariable(root, '--composer')
	if (isOpen)
		return (
			<section ref={root} className={styles['composer']} aria-label={t('list.newCard')}>
				<OpenComposer {...state} />
			</section>
		)
	return (
		<section ref={root} className={joinClasses(styles['composer'], styles['closed'])} aria-label={t('list.newCard')}>
			<Icon name="lock" size={18} />
			<p>{deniedReason}</p>
		</section>
	)
}

/** The kind of new cards, their text, and the buttons that add it or photos. */
function OpenComposer({ kind, onKind, draft, field, onAdd, announcement }: ComposerProps) {
	const { t } = useTranslation(['board', 'app'])
	const name = useId()
	const add = (text: string) => {
		field.current?.focus()
		if (text.trim() !== '') onAdd(text)
	}
	return (
		<>
			<fieldset className={styles['kinds']} aria-label={t('board:list.newKind')}>
				{CARD_KINDS.map((choice) => (
					<label key={choice} data-kind={choice}>
						<input
							type="radio"
							name={name}
							className="visuallyHidden"
							checked={choice === kind}
							onChange={() => onKind(choice)}
						/>
						<KindIcon kind={choice} size={18} />
						{t(`app:kinds.${choice}`)}
					</label>
				))}
			</fieldset>
			<p className="visuallyHidden" role="status">
				{announcement}
			</p>
			<div className={styles['line']}>
				<DraftField ref={field} draft={draft} onAdd={add} />
				<PhotoButton />
				<Button variant="primary" onMouseDown={(event) => event.preventDefault()} onClick={() => add(draft.get())}>
					{t('board:list.add')}
				</Button>
			</div>
		</>
	)
}

interface DraftFieldProps {
	ref: RefObject<HTMLTextAreaElement | null>
	draft: MutableObservable<string>
	onAdd: (text: string) => void
}

/**
 * The text field of new cards. A keystroke rerenders this field alone. Enter adds a card and keeps
 * the focus. Each of several pasted lines becomes a card.
 */
function DraftField({ ref, draft, onAdd }: DraftFieldProps) {
	const { t } = useTranslation('board')
	const text = useSyncExternalStore(draft.subscribe, draft.get)
	useFocusProxy(ref, { draft: text, onDraft: draft.set, ...useListContext() })

	useLayoutEffect(() => {
		// If CSS sets the height (composer.module.css), a keystroke causes no extra layout.
		if (!ref.current || CSS.supports('field-sizing', 'content')) return
		ref.current.style.height = 'auto'
		if (text !== '') ref.current.style.height = `${ref.current.scrollHeight}px`
	}, [ref, text])

	const onKeyDown = (event: KeyboardEvent) => {
		if (isComposing(event)) return
		if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
		event.preventDefault()
		onAdd(text)
	}
	const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
		const pasted = event.clipboardData.getData('text/plain')
		if (!/\S\s*[\r\n]+\s*\S/.test(pasted)) return
		event.preventDefault()
		const { selectionStart, selectionEnd } = event.currentTarget
		onAdd(text.slice(0, selectionStart) + pasted + text.slice(selectionEnd))
	}
	return (
		<textarea
			ref={ref}
			rows={1}
			value={text}
			aria-label={t('list.newCard')}
			placeholder={t('list.placeholder')}
			enterKeyHint="send"
			dir="auto"
			spellCheck
			onChange={(event) => draft.set(event.target.value)}
			onKeyDown={onKeyDown}
			onPaste={onPaste}
			data-composer
		/>
	)
}

interface ComposerDeps {
	board: BoardId
	document: BoardDocument
	edits: ListEdits
	/** The kind of card that the phase is about; null for none. */
	phaseKind: CardKind | null
	/** Called with the ids of new cards, at least one. */
	onAdded(cards: readonly string[]): void
}

interface ComposerProps {
	kind: CardKind
	onKind(kind: CardKind): void
	draft: MutableObservable<string>
	field: RefObject<HTMLTextAreaElement | null>
	/** Adds one card for each line of a text. */
	onAdd(text: string): void
	/** The announcement of the last card for screen readers. */
	announcement: string
}

interface ComposerState extends ComposerProps {
	/**
	 * Appends the text of a card that another person deleted to the draft, and shows a toast. With
	 * `takesFocus` the focus goes there.
	 */
	recoverText(text: string, takesFocus: boolean): void
}

/**
 * Returns the composer's state: kind and draft of new cards, and texts recovered from deleted
 * cards.
 */
export function useComposer({ board, document, edits, phaseKind, onAdded }: ComposerDeps): ComposerState {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const [kind, setKind] = useState<CardKind>(phaseKind ?? 'obstacle')
	const draft = useDraft(board)
	const field = useRef<HTMLTextAreaElement>(null)
	useEffect(() => {
		if (phaseKind && draft.get() === '') setKind(phaseKind)
	}, [phaseKind, draft])
	const [announced, setAnnounced] = useState<{ card: string; text: string } | null>(null)
	// An announcement that its card was added is no longer true once that is undone.
	useEffect(
		() =>
			document.undo.count.subscribe(() => setAnnounced((now) => (now && document.records.has(now.card) ? now : null))),
		[document],
	)

	const addToDraft = useCallback(
		(text: string) => {
			const line = oneLine(text)
			const was = draft.get()
			draft.set(was ? `${was}\n${line}` : line)
		},
		[draft],
	)
	const recoverText = useCallback(
		(text: string, takesFocus: boolean) => {
			addToDraft(text)
			showToast(t('list.draftBack'))
			// The composer is not displayed beside an edited card above a keyboard, which is removed with
			// this rendering.
			if (takesFocus) queueMicrotask(() => field.current?.focus())
		},
		[addToDraft, showToast, t],
	)
	useEffect(() => {
		const discarded = document.takeDiscarded()
		if (!discarded || (discarded.reason === 'rejected' && !discarded.draft)) return
		if (discarded.draft) addToDraft(discarded.draft)
		const message = discarded.reason === 'replaced' ? t('notice.replaced') : t('list.rejected')
		showToast(discarded.draft ? `${message} ${t('list.textBelow')}` : message, 'error')
	}, [document, addToDraft, showToast, t])

	const onAdd = (text: string) => {
		const { texts, rest } = splitDraft(text)
		const added = edits.addCards(texts, { kind, cluster: null })
		if (added.length === 0) return
		draft.set(rest)
		onAdded(added)
		if (texts.length === 1) {
			setAnnounced({ card: added[0] ?? '', text: t('spoken.added', { text: texts[0] ?? '' }) })
			if (rest !== '') showToast(t('list.tooLong', { most: LIMITS.maxCardTextLength }))
			return
		}
		const message = rest !== '' ? 'notice.tooMuchPasted' : 'list.added'
		const sentences = [t(message, { count: texts.length })]
		if (texts.some(isFullCard)) sentences.push(t('notice.continued', { most: LIMITS.maxCardTextLength }))
		showToast(sentences.join(' '), 'note', {
			label: t('tools.undo'),
			onChoose: undoIfLast(document.undo),
		})
	}
	return { kind, onKind: setKind, draft, field, onAdd, announcement: announced?.text ?? '', recoverText }
}

/**
 * Splits a text into the texts of cards, and the rest beyond the limits, which stays in the draft.
 * A single line is kept unchanged, even if it starts like a list item.
 */
export function splitDraft(text: string): { texts: string[]; rest: string } {
	const whole = text.trim()
	if (whole.includes('\n')) {
		const lines = splitList(whole)
		return { texts: lines.slice(0, MAX_PASTED_CARDS), rest: lines.slice(MAX_PASTED_CARDS).join('\n') }
	}
	const [first = '', ...others] = splitLongText(whole)
	return { texts: [first], rest: others.join('') }
}

import { type BoardId, CARD_KINDS, type CardKind, LIMITS, MAX_PASTED_CARDS, splitList } from '@charrette/shared'
import {
	type ClipboardEvent,
	type KeyboardEvent,
	useCallback,
	useEffect,
	useId,
	useLayoutEffect,
	useRef,
	useState,
} from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { BoardDocument } from '../sync/openBoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { Icon, KindIcon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/joinClasses.ts'
import { useToast } from '../ui/Toasts.tsx'
import styles from './composer.module.css'
import { undoIfLast, useListDeniedReason } from './ListContext.ts'
import type { ListEdits } from './listEdits.ts'
import { useDraft } from './useDraft.ts'

/** Where new cards are written; in a phase that is not for it, why there are none. What was begun may be finished. */
export function Composer(composing: Omit<ComposerState, 'recoverText'>) {
	const { t } = useTranslation('board')
	const whyNot = useListDeniedReason('write')
	if (!whyNot || composing.draft !== '') return <OpenComposer {...composing} />
	return (
		<section className={joinClasses(styles['composer'], styles['closed'])} aria-label={t('list.newCard')}>
			<Icon name="lock" size={18} />
			<p>{whyNot}</p>
		</section>
	)
}

/** A kind, a line, Enter; and on with the next. Several lines that are pasted are as many cards. */
function OpenComposer({ kind, onKind, draft, onDraft, onAdd }: Omit<ComposerState, 'recoverText'>) {
	const { t } = useTranslation(['board', 'app'])
	const field = useRef<HTMLTextAreaElement>(null)
	const name = useId()

	useLayoutEffect(() => {
		if (!field.current) return
		field.current.style.height = 'auto'
		field.current.style.height = `${field.current.scrollHeight}px`
	}, [draft])

	const add = (text: string) => {
		field.current?.focus()
		if (text.trim() !== '') onAdd(text)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
		event.preventDefault()
		add(draft)
	}
	const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
		const pasted = event.clipboardData.getData('text/plain')
		if (!/\S\s*[\r\n]+\s*\S/.test(pasted)) return
		event.preventDefault()
		const { selectionStart, selectionEnd } = event.currentTarget
		add(draft.slice(0, selectionStart) + pasted + draft.slice(selectionEnd))
	}
	return (
		<section className={styles['composer']} aria-label={t('board:list.newCard')}>
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
			<div className={styles['line']}>
				<textarea
					ref={field}
					rows={1}
					value={draft}
					aria-label={t('board:list.newCard')}
					placeholder={t('board:list.placeholder')}
					enterKeyHint="send"
					dir="auto"
					spellCheck
					onChange={(event) => onDraft(event.target.value)}
					onKeyDown={onKeyDown}
					onPaste={onPaste}
				/>
				<Button variant="primary" onMouseDown={(event) => event.preventDefault()} onClick={() => add(draft)}>
					{t('board:list.add')}
				</Button>
			</div>
		</section>
	)
}

export interface ComposerDeps {
	board: BoardId
	document: BoardDocument
	edits: ListEdits
	/** Brings new cards into sight; there is at least one. */
	onAdded(cards: readonly string[]): void
}

/** What the composer holds, and what comes of it. */
interface ComposerState {
	kind: CardKind
	onKind(kind: CardKind): void
	draft: string
	onDraft(draft: string): void
	/** Makes cards of a text: one of a single line, or one of each of several. */
	onAdd(text: string): void
	/** Puts a text that has lost its card into the composer, and says so. */
	recoverText(text: string): void
}

/** The writing of new cards, and of texts that have lost theirs. */
export function useComposer({ board, document, edits, onAdded }: ComposerDeps): ComposerState {
	const { t } = useTranslation('board')
	const showToast = useToast()
	const [kind, setKind] = useState<CardKind>('obstacle')
	const [draft, setDraft] = useDraft(board)

	const bringBack = useCallback(
		(text: string) => {
			// A line is a card: what was one card stays one.
			const line = text.trim().replace(/\s*\n\s*/g, ' ')
			setDraft((was) => (was ? `${was}\n${line}` : line))
		},
		[setDraft],
	)
	const offerBack = useCallback(
		(text: string) => {
			bringBack(text)
			showToast(t('list.draftBack'))
		},
		[bringBack, showToast, t],
	)
	useEffect(() => {
		const loss = document.takeLoss()
		if (!loss || (loss.reason === 'rejected' && !loss.draft)) return
		if (loss.draft) bringBack(loss.draft)
		const what = loss.reason === 'replaced' ? t('notice.replaced') : t('list.rejected')
		showToast(loss.draft ? `${what} ${t('list.textBelow')}` : what, 'error')
	}, [document, bringBack, showToast, t])

	const onAdd = (text: string) => {
		const lines = textsOf(text)
		const texts = lines.slice(0, MAX_PASTED_CARDS)
		const added = edits.addCards(texts, { kind, cluster: null })
		if (added.length === 0) return
		// What is too much for once stays to be added.
		setDraft(lines.slice(texts.length).join('\n'))
		onAdded(added)
		if (texts.length === 1) return
		const said = lines.length > texts.length ? 'notice.tooMuchPasted' : 'list.added'
		showToast(t(said, { count: texts.length }), 'note', { label: t('tools.undo'), onChoose: undoIfLast(document.undo) })
	}
	return { kind, onKind: setKind, draft, onDraft: setDraft, onAdd, recoverText: offerBack }
}

/** The texts of the cards that a text becomes. A single line stays as it is, whatever it begins with. */
function textsOf(text: string): string[] {
	const whole = text.trim()
	return whole.includes('\n') ? splitList(whole) : [whole.slice(0, LIMITS.maxCardTextLength)]
}

import { type BoardId, type CardKind, LIMITS, MAX_PASTED_CARDS, splitList } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { OpenDocument } from '../sync/openDocument.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import type { ListEdits } from './listEdits.ts'
import { takeBack } from './takeBack.ts'
import { useDraft } from './useDraft.ts'

export interface ComposingDeps {
	board: BoardId
	document: OpenDocument
	edits: ListEdits
	/** Brings new cards into sight; there is at least one. */
	onAdded(cards: readonly string[]): void
}

/** What the composer holds, and what comes of it. */
export interface Composing {
	kind: CardKind
	onKind(kind: CardKind): void
	draft: string
	onDraft(draft: string): void
	/** Makes cards of a text: one of a single line, or one of each of several. */
	onAdd(text: string): void
	/** Puts a text that has lost its card into the composer, and says so. */
	offerBack(text: string): void
}

/** The writing of new cards, and of texts that have lost theirs. */
export function useComposing({ board, document, edits, onAdded }: ComposingDeps): Composing {
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
		showToast(t(said, { count: texts.length }), 'note', { label: t('tools.undo'), onChoose: takeBack(document.undo) })
	}
	return { kind, onKind: setKind, draft, onDraft: setDraft, onAdd, offerBack }
}

/** The texts of the cards that a text becomes. A single line stays as it is, whatever it begins with. */
function textsOf(text: string): string[] {
	const whole = text.trim()
	return whole.includes('\n') ? splitList(whole) : [whole.slice(0, LIMITS.maxCardTextLength)]
}

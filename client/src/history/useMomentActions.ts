import {
	type BoardId,
	findBoard,
	type RestoreBody,
	type Restored,
	type Snapshot,
	type Workshop,
} from '@charrette/shared'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { failureOf } from '../session/api.ts'
import type { Credentials } from '../session/credentials.ts'
import { keepMoment, restoreMoment } from '../session/history.ts'
import { useToast } from '../ui/ToastProvider.tsx'
import { fitTitle, shortTitleOf, wordWhen } from './momentWords.ts'

/** What a facilitator does with moments; each says what came of it. */
export interface MomentActions {
	isBusy: boolean
	/** Keeps the board as it is; gives whether that worked. */
	keep(name: string): Promise<boolean>
	restore(moment: Snapshot): void
	bringBack(moment: Snapshot, cards: readonly string[]): Promise<boolean>
	copy(moment: Snapshot): void
	replace(moment: Snapshot): void
}

interface ActionDeps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** Something was kept or brought back. */
	onChange: () => void
	/** The board is as it was: there is nothing more to do here. */
	onDone: () => void
}

type Attempt = <What>(act: () => Promise<What>) => Promise<What | null>

/** Does one thing after the other, and says why not where it fails; null then. */
function useAttempt(): { attempt: Attempt; isBusy: boolean } {
	const { t } = useTranslation()
	const showToast = useToast()
	const [isBusy, setBusy] = useState(false)
	const attempt: Attempt = async (act) => {
		setBusy(true)
		try {
			return await act()
		} catch (thrown) {
			showToast(t(`errors.${failureOf(thrown)}`), 'error')
			return null
		} finally {
			setBusy(false)
		}
	}
	return { attempt, isBusy }
}

/** A facilitator's hand on the moments of a board. */
export function useMomentActions({ credentials, workshop, board, onChange, onDone }: ActionDeps): MomentActions {
	const { t } = useTranslation('history')
	const locale = useLocale()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const { attempt, isBusy } = useAttempt()

	async function bring(moment: Snapshot, body: RestoreBody, words: string): Promise<Restored | null> {
		const title = shortTitleOf(moment, t, locale)
		const before = body.cards ? t('keepAs.cards', { count: body.cards.length, title }) : t('keepAs.restored', { title })
		const done = await attempt(() => restoreMoment(credentials, moment.id, { ...body, keepAs: fitTitle(before) }))
		if (!done) return null
		const { kept } = done
		const undo = async () => {
			const keepAs = fitTitle(t('keepAs.undone', { title }))
			if (kept && (await attempt(() => restoreMoment(credentials, kept.id, { keepAs })))) showToast(t('undone'))
			onChange()
		}
		showToast(words, 'note', kept && { label: t('undo'), onChoose: () => void undo() })
		onChange()
		return done
	}

	return {
		isBusy,
		async keep(name) {
			const kept = await attempt(() => keepMoment(credentials, board, name))
			if (kept) showToast(t('kept', { name: kept.name }))
			onChange()
			return kept !== null
		},
		async restore(moment) {
			if (await bring(moment, {}, t('restored', { when: wordWhen(moment.at, locale) }))) onDone()
		},
		async bringBack(moment, cards) {
			return (await bring(moment, { cards: [...cards] }, t('broughtBack', { count: cards.length }))) !== null
		},
		async copy(moment) {
			const of = findBoard(workshop, board)?.board.title ?? ''
			const title = fitTitle(of, ` · ${wordWhen(moment.at, locale)}`)
			const copied = await attempt(() => restoreMoment(credentials, moment.id, { mode: 'copy', title }))
			if (!copied) return
			const open = () => navigate(`/w/${credentials.workshop}/desk/b/${copied.board}`)
			showToast(t('copied', { title }), 'note', { label: t('openCopy'), onChoose: open })
		},
		async replace(moment) {
			const words = t('replaced', { when: wordWhen(moment.at, locale) })
			if (await bring(moment, { mode: 'replace' }, words)) onDone()
		},
	}
}

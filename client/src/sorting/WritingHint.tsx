import { BoardProjection, textOf } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { joinCards } from '../boardParts/joinCards.ts'
import { useActivities } from '../boardParts/useActivities.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { Button } from '../ui/Button.tsx'
import { isComposing } from '../ui/isComposing.ts'
import { Notice } from '../ui/Notices.tsx'
import { useToast } from '../ui/Toasts.tsx'
import type { Sorter } from './createSorter.ts'
import { linkSame } from './linkedPairs.ts'
import { type AlikeCards, useAlikeCards } from './useAlikeCards.ts'

export interface WritingHintProps {
	document: BoardDocument
	/** The card in which this person wrote last. */
	card: string | null
	/** Starts the worker; another one in tests. */
	start?: () => Sorter
}

/**
 * A hint that others have written nearly the same as this person writes (SORT8). It is a notice, so
 * it takes no focus; Escape closes it.
 */
export function WritingHint({ document, card, ...more }: WritingHintProps) {
	const { participant } = useBoardPlace().credentials
	const [kept, setKept] = useState<ReadonlySet<string>>(new Set())
	const alike = useAlikeCards({ records: document.records, card, participant, kept, ...more })
	const keep = (one: string) => setKept((was) => new Set(was).add(one))
	return alike && <Hint key={alike.card} {...{ alike, document }} onKeep={() => keep(alike.card)} />
}

interface HintProps {
	alike: AlikeCards
	document: BoardDocument
	onKeep: () => void
}

function Hint({ alike, document, onKeep }: HintProps) {
	const { t } = useTranslation(['panels', 'board'])
	const { credentials, workshop, board } = useBoardPlace()
	const activities = useActivities(credentials.role, workshop, board)
	const showToast = useToast()
	const [first = ''] = alike.others
	const { text, lang } = useReadText(first, textOf(document.records, first)?.toString() ?? '')
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.key === 'Escape' && !isComposing(event)) onKeep()
		}
		window.addEventListener('keydown', onKeyDown, true)
		return () => window.removeEventListener('keydown', onKeyDown, true)
	}, [onKeep])
	useEffect(() => {
		const { records } = document
		const onChange = () => {
			if (!records.has(alike.card)) onKeep()
		}
		records.observe(onChange)
		return () => records.unobserve(onChange)
	}, [document, alike.card, onKeep])
	const write = (edit: typeof linkSame, done: string) => () => {
		const projection = new BoardProjection(document.records)
		projection.readAll()
		const undo = edit(document, projection.shown, [alike.card, ...alike.others])
		if (undo) showToast(done, 'note', { label: t('board:tools.undo'), onChoose: undo })
		onKeep()
	}
	return (
		<Notice
			rank="message"
			icon="cluster"
			closeLabel={t('sorting.keep')}
			onClose={onKeep}
			actions={
				<>
					{activities.has('arrange') && (
						<Button size="small" onMouseDown={keepCaret} onClick={write(joinCards, t('sorting.joined'))}>
							{t('sorting.join')}
						</Button>
					)}
					{activities.has('link') && (
						<Button size="small" onMouseDown={keepCaret} onClick={write(linkSame, t('sorting.linked'))}>
							{t('sorting.link')}
						</Button>
					)}
				</>
			}
		>
			{t('sorting.alike', { count: alike.others.length })}
			<small dir="auto" lang={lang}>
				{text.slice(0, MAX_QUOTED)}
			</small>
		</Notice>
	)
}

/** Letters of the other card that the hint quotes. */
const MAX_QUOTED = 120

/** Keeps the caret in the card’s text. */
const keepCaret = (event: { preventDefault(): void }) => event.preventDefault()

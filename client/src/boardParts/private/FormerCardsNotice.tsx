import {
	BoardProjection,
	buildCard,
	createId,
	indicesOnTop,
	PAGE_ID,
	type ParticipantId,
	putRecord,
} from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { BoardDocument } from '../../sync/BoardDocument.ts'
import type { FormerCards } from '../../sync/formerCards.ts'
import { LOCAL_ORIGIN } from '../../sync/undoHistory.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notices.tsx'
import { placeCards } from '../space/placeCards.ts'

interface FormerCardsNoticeProps {
	document: BoardDocument
	former: FormerCards
	author: ParticipantId | null
}

/** Offers the cards with edits of this device that a restore has removed (REST1g). */
export function FormerCardsNotice({ document, former, author }: FormerCardsNoticeProps) {
	const { formerCards, canWrite } = document
	const { t } = useTranslation('board')
	const canAdd = useSyncExternalStore(canWrite.subscribe, canWrite.get)
	const end = () => {
		formerCards.set(null)
		former.forget()
	}
	const add = () => {
		addCards(document, former, author)
		end()
	}
	return (
		<Notice
			rank="call"
			// The text that is being edited is offered first: it is nowhere else.
			isOldest
			icon="warning"
			actions={
				<>
					<Button variant="primary" disabled={!canAdd} onClick={add}>
						{t('notice.formerAdd')}
					</Button>
					<Button variant="quiet" onClick={end}>
						{t('notice.draftDrop')}
					</Button>
				</>
			}
		>
			{t('notice.former', { count: former.cards.length })}
		</Notice>
	)
}

/** Adds the cards to the page as new ones, in free space, with their texts and details. */
function addCards({ records, undo }: BoardDocument, { cards }: FormerCards, author: ParticipantId | null): void {
	const projection = new BoardProjection(records)
	projection.readAll()
	const { rects } = placeCards(projection.shown, { cluster: null }, cards.length)
	const indices = indicesOnTop(projection.shown.values(), PAGE_ID, cards.length)
	undo.startStep()
	;(records.doc as Y.Doc).transact(() => {
		for (const [at, { props, meta }] of cards.entries()) {
			const [rect, index] = [rects[at], indices[at]]
			if (!rect || !index) continue
			const place = { x: Math.round(rect.x), y: Math.round(rect.y), index }
			const card = buildCard(createId(), place, props, author ?? undefined)
			putRecord(records, { ...card, meta: { ...meta, ...card.meta } })
		}
	}, LOCAL_ORIGIN)
	undo.startStep()
}

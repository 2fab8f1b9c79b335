import { findBoard, type Snapshot, type SnapshotId } from '@charrette/shared'
import { type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { Button } from '../ui/Button.tsx'
import { watchMedia } from '../ui/mediaQuery.ts'
import { NoticeOutlet } from '../ui/Notices.tsx'
import styles from './history.module.css'
import { SaveSnapshotForm, SnapshotButtons, useSnapshotActions } from './SnapshotActions.tsx'
import { SnapshotDetails } from './SnapshotDetails.tsx'
import { SnapshotPreview } from './SnapshotPreview.tsx'
import { Timeline } from './Timeline.tsx'
import { useCardSelection } from './useCardSelection.ts'
import { type ComparedWith, createChangesReader, useSnapshotChanges, useSnapshots } from './useSnapshots.ts'

interface HistoryViewProps {
	/** The id of the selected snapshot; empty if none is selected. */
	snapshot: string
	/** The number of participants at the board. */
	peopleHere: number
	/** The session's status bar, which stays visible. */
	statusBar: ReactNode
	/** Selects a snapshot by its id; an empty id deselects. */
	onSnapshot: (snapshot: string) => void
	onClose: () => void
}

/**
 * A board's version history: the timeline of its snapshots, each with its changes and, on wide
 * pages, a preview.
 */
export function HistoryView(props: HistoryViewProps) {
	const { statusBar, onSnapshot, onClose } = props
	const { credentials, workshop, board } = useBoardPlace()
	const { t } = useTranslation(['history', 'app'])
	const isWide = useIsWide()
	const snapshots = useSnapshots(credentials, board)
	const reader = useMemo(() => createChangesReader(credentials), [credentials])
	const [comparedWith, setComparedWith] = useState<ComparedWith>('before')
	const selected = useSelectedSnapshot(snapshots.data ?? [], props.snapshot, isWide)
	const changes = useSnapshotChanges(reader, { id: selected?.id ?? null, comparedWith })
	const cards = useCardSelection(selected?.id ?? null)
	const onChange = () => void snapshots.refetch()
	const actions = useSnapshotActions({ credentials, workshop, board, onChange, onDone: onClose })
	const heading = useRef<HTMLHeadingElement>(null)
	// Keyboard and screen reader users start at the top of the page.
	useEffect(() => heading.current?.focus(), [])

	const isFacilitator = credentials.role === 'facilitator'
	const cardSelection = isFacilitator ? cards : null
	const onCardsRestored = () => {
		cards.select([])
		void changes.refetch()
	}
	const buttons = selected && isFacilitator && (
		<SnapshotButtons
			snapshot={selected}
			actions={actions}
			peopleHere={props.peopleHere}
			selectedCards={cards.selected}
			onCardsRestored={onCardsRestored}
		/>
	)
	return (
		<div className={styles['page']}>
			<div className={styles['now']}>{statusBar}</div>
			<main className={styles['body']}>
				<section className={styles['panel']} aria-labelledby="history">
					<header className={styles['head']}>
						<h1 id="history" ref={heading} tabIndex={-1}>
							{t('of', { board: findBoard(workshop, board)?.board.title ?? '' })}
						</h1>
						{!(isWide && selected) && (
							<Button size="small" variant="quiet" icon="close" onClick={onClose}>
								{t('back')}
							</Button>
						)}
					</header>
					{isFacilitator && <SaveSnapshotForm actions={actions} />}
					<Timeline query={snapshots} reader={reader} selected={selected} onSelect={onSnapshot}>
						<SnapshotDetails
							query={changes}
							people={workshop.participants}
							comparedWith={comparedWith}
							onComparedWith={setComparedWith}
							cardSelection={cardSelection}
							buttons={isWide ? null : buttons}
						/>
					</Timeline>
				</section>
				{isWide && selected && (
					<SnapshotPreview
						key={board}
						credentials={credentials}
						workshop={workshop}
						board={board}
						snapshot={selected}
						changes={changes.data?.isFirst ? undefined : changes.data?.changes}
						comparedWith={comparedWith}
						cardSelection={cardSelection}
						buttons={buttons}
						onClose={onClose}
					/>
				)}
			</main>
			<NoticeOutlet />
		</div>
	)
}

/**
 * Returns the snapshot with this id. Without an id, a wide page selects the newest snapshot, and
 * keeps it when newer ones are saved: the card selection and the buttons must not switch to another
 * snapshot while the facilitator uses them.
 */
function useSelectedSnapshot(snapshots: readonly Snapshot[], id: string, isWide: boolean): Snapshot | null {
	const [defaultId, setDefaultId] = useState<SnapshotId | null>(null)
	const [newest] = snapshots
	const selected = snapshots.find((snapshot) => snapshot.id === id) ?? null
	const byDefault = snapshots.find((snapshot) => snapshot.id === defaultId)
	if (newest && !byDefault && !selected) setDefaultId(newest.id)
	return selected ?? (isWide ? (byDefault ?? newest) : null) ?? null
}

/**
 * The width from which the preview fits beside the timeline; the style sheet uses the same width.
 */
const WIDE = watchMedia('(width > 1100px)')

const useIsWide = () => useSyncExternalStore(WIDE.subscribe, WIDE.get)

import { type BoardId, findBoard, type Snapshot, type SnapshotId, type Workshop } from '@charrette/shared'
import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './history.module.css'
import { SaveSnapshotForm, SnapshotButtons, useSnapshotActions } from './SnapshotActions.tsx'
import { SnapshotDetails } from './SnapshotDetails.tsx'
import { SnapshotPreview } from './SnapshotPreview.tsx'
import { Timeline } from './Timeline.tsx'
import { useCardSelection } from './useCardSelection.ts'
import { type ChangeSpan, createChangesReader, useChanges, useSnapshots } from './useSnapshots.ts'

/** What is looked at: the moments, the one that is chosen, and what changed around it. */
function useHistory({ credentials, board, moment }: HistoryViewProps, isWide: boolean) {
	const moments = useSnapshots(credentials, board)
	const reader = useMemo(() => createChangesReader(credentials), [credentials])
	const [span, setSpan] = useState<ChangeSpan>('before')
	const chosen = useChosenSnapshot(moments.found ?? [], moment, isWide)
	const told = useChanges(reader, { id: chosen?.id ?? ('' as SnapshotId), span, isWanted: chosen !== null })
	return { moments, reader, span, setSpan, chosen, told }
}

/** A board's past: the moments that were kept, each to be looked at and, for facilitators, brought back. */
export function HistoryView(props: HistoryViewProps) {
	const { credentials, workshop, board, now, onMoment, onClose } = props
	const { t } = useTranslation(['history', 'app'])
	const isWide = useIsWide()
	const { moments, reader, span, setSpan, chosen, told } = useHistory(props, isWide)
	const { picking, clear } = useCardSelection(chosen?.id ?? null)
	const actions = useSnapshotActions({ credentials, workshop, board, onChange: moments.reload, onDone: onClose })
	const heading = useFirstFocus()
	const isFacilitator = credentials.role === 'facilitator'
	const mayPick = isFacilitator ? picking : null
	const onBroughtBack = () => {
		clear()
		told.reload()
	}
	const buttons = chosen && isFacilitator && (
		<SnapshotButtons moment={chosen} actions={actions} picked={picking.selected} onBroughtBack={onBroughtBack} />
	)
	return (
		<div className={styles['page']}>
			<div className={styles['now']}>{now}</div>
			<div className={styles['body']}>
				<section className={styles['panel']} aria-labelledby="history">
					<header className={styles['head']}>
						<h1 id="history" ref={heading} tabIndex={-1}>
							{t('of', { board: findBoard(workshop, board)?.board.title ?? '' })}
						</h1>
						{!(isWide && chosen) && (
							<Button size="small" variant="quiet" icon="close" onClick={onClose}>
								{t('back')}
							</Button>
						)}
					</header>
					{isFacilitator && <SaveSnapshotForm actions={actions} />}
					<Timeline moments={moments} reader={reader} chosen={chosen} onChoose={onMoment}>
						<SnapshotDetails
							told={told}
							people={workshop.participants}
							span={span}
							onSpan={setSpan}
							picking={mayPick}
							buttons={isWide ? null : buttons}
						/>
					</Timeline>
				</section>
				{isWide && chosen && (
					<SnapshotPreview
						key={board}
						{...props}
						shown={chosen}
						changes={told.found?.isFirst ? undefined : told.found?.changes}
						span={span}
						picking={mayPick}
						buttons={buttons}
					/>
				)}
			</div>
		</div>
	)
}

/** Who came by the keyboard or listens is where the page begins. */
function useFirstFocus(): RefObject<HTMLHeadingElement | null> {
	const heading = useRef<HTMLHeadingElement>(null)
	useEffect(() => heading.current?.focus(), [])
	return heading
}

/**
 * Where there is room for the board, the newest moment is looked at to begin with. It stays the one that is looked at when
 * newer ones are kept: what is ticked, and what the buttons do, must not change under one's hands.
 */
function useChosenSnapshot(moments: readonly Snapshot[], id: string, isWide: boolean): Snapshot | null {
	const [first, setFirst] = useState<SnapshotId | null>(null)
	const [newest] = moments
	const chosen = moments.find((one) => one.id === id) ?? null
	const begun = moments.find((one) => one.id === first)
	if (newest && !begun && !chosen) setFirst(newest.id)
	return chosen ?? (isWide ? (begun ?? newest) : null) ?? null
}

/** Which board’s past is looked at, and where one is in it. */
export interface HistoryViewProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The moment that is looked at; empty for none. */
	moment: string
	/** What there is to do now: it goes on. */
	now: ReactNode
	onMoment: (moment: string) => void
	onClose: () => void
}

/** Below this there is no room for a board beside the timeline. */
const WIDE = '(min-width: 900px)'

/** Whether a board fits beside the timeline. */
function useIsWide(): boolean {
	return useSyncExternalStore(watchWidth, () => matchMedia(WIDE).matches)
}

function watchWidth(listener: () => void): () => void {
	const query = matchMedia(WIDE)
	query.addEventListener('change', listener)
	return () => query.removeEventListener('change', listener)
}

import { findBoard, type Snapshot, type SnapshotId } from '@charrette/shared'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { createChangesReader, type Span } from './changesReader.ts'
import type { HistoryViewProps } from './HistoryViewProps.ts'
import styles from './history.module.css'
import { KeepMoment } from './KeepMoment.tsx'
import { MomentButtons } from './MomentButtons.tsx'
import { MomentDetails } from './MomentDetails.tsx'
import { MomentStage } from './MomentStage.tsx'
import { Timeline } from './Timeline.tsx'
import { useIsWide } from './useIsWide.ts'
import { useMomentActions } from './useMomentActions.ts'
import { useChanges, useMoments } from './useMoments.ts'
import { usePicking } from './usePicking.ts'

/** What is looked at: the moments, the one that is chosen, and what changed around it. */
function useLooking({ credentials, board, moment }: HistoryViewProps, isWide: boolean) {
	const moments = useMoments(credentials, board)
	const reader = useMemo(() => createChangesReader(credentials), [credentials])
	const [span, setSpan] = useState<Span>('before')
	const chosen = useChosen(moments.found ?? [], moment, isWide)
	const told = useChanges(reader, { id: chosen?.id ?? ('' as SnapshotId), span, isWanted: chosen !== null })
	return { moments, reader, span, setSpan, chosen, told }
}

/** A board's past: the moments that were kept, each to be looked at and, for facilitators, brought back. */
export function HistoryView(props: HistoryViewProps) {
	const { credentials, workshop, board, now, onMoment, onClose } = props
	const { t } = useTranslation(['history', 'app'])
	const isWide = useIsWide()
	const { moments, reader, span, setSpan, chosen, told } = useLooking(props, isWide)
	const { picking, clear } = usePicking(chosen?.id ?? null)
	const actions = useMomentActions({ credentials, workshop, board, onChange: moments.reload, onDone: onClose })
	const heading = useFirstFocus()
	const isFacilitator = credentials.role === 'facilitator'
	const mayPick = isFacilitator ? picking : null
	const onBroughtBack = () => {
		clear()
		told.reload()
	}
	const buttons = chosen && isFacilitator && (
		<MomentButtons moment={chosen} actions={actions} picked={picking.picked} onBroughtBack={onBroughtBack} />
	)
	return (
		<div className={styles['page']}>
			<div className={styles['now']}>{now}</div>
			<div className={styles['past']}>
				<section className={styles['panel']} aria-labelledby="history">
					<header className={styles['head']}>
						<h1 id="history" ref={heading} tabIndex={-1}>
							{t('of', { board: findBoard(workshop, board)?.board.title ?? '' })}
						</h1>
						{!(isWide && chosen) && (
							<Button size="small" look="quiet" icon="close" onClick={onClose}>
								{t('back')}
							</Button>
						)}
					</header>
					{isFacilitator && <KeepMoment actions={actions} />}
					<Timeline moments={moments} reader={reader} chosen={chosen} onChoose={onMoment}>
						<MomentDetails
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
					<MomentStage
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
function useChosen(moments: readonly Snapshot[], id: string, isWide: boolean): Snapshot | null {
	const [first, setFirst] = useState<SnapshotId | null>(null)
	const [newest] = moments
	const chosen = moments.find((one) => one.id === id) ?? null
	const begun = moments.find((one) => one.id === first)
	if (newest && !begun && !chosen) setFirst(newest.id)
	return chosen ?? (isWide ? (begun ?? newest) : null) ?? null
}

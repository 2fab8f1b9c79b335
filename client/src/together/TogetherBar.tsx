import type { Signals } from '@charrette/shared'
import { useBoardSurroundings } from '../board/BoardContext.ts'
import type { Person } from '../session/useWorkshop.ts'
import { PeopleHere } from './PeopleHere.tsx'
import { ReactionButton, Reactions } from './ReactionButton.tsx'
import { SignalButtons } from './SignalButtons.tsx'
import styles from './together.module.css'

interface TogetherBarProps {
	people: readonly Person[]
	signals: Signals
	onSignals: (signals: Signals) => void
}

/** The part of the top bar that is about the others: one's signals to them, who is here, reactions. */
export function TogetherBar({ people, signals, onSignals }: TogetherBarProps) {
	const { credentials, canEdit } = useBoardSurroundings()
	const signalButtons = credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />
	return (
		<>
			<span className={styles['inBar']}>{signalButtons}</span>
			<PeopleHere people={people}>
				{signalButtons}
				{canEdit && <Reactions />}
			</PeopleHere>
			{canEdit && (
				<span className={styles['inBar']}>
					<ReactionButton />
				</span>
			)}
		</>
	)
}

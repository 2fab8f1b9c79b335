import { findBoard, type Group, type Workshop } from '@charrette/shared'
import type { Person } from '../session/useWorkshop.ts'
import { groupSignals } from '../workshop/groupSignals.ts'
import styles from './GroupProgress.module.css'
import { Lines } from './Lines.tsx'
import { useWallTexts } from './useWallTexts.ts'

interface GroupProgressProps {
	workshop: Workshop
	groups: readonly Group[]
	people: readonly Person[]
}

/** A group of more people is counted rather than ticked off one by one. */
const MOST_TICKS = 8
/** With more groups than these there is room for their numbers alone. */
const MOST_TICKED_GROUPS = 12

/** With more than these there is room for all of them together alone. */
const MOST_GROUPS = 18

/** How many say that they are done, once somebody does, and of which groups. Who needs help is for the desk, not for the wall. */
export function GroupProgress({ workshop, groups, people }: GroupProgressProps) {
	const texts = useWallTexts(workshop)
	const [first] = texts
	const seated = groups.flatMap((group) => {
		const board = findBoard(workshop, group.board)?.board
		const signals = board && groupSignals(workshop, board, people)
		return signals && signals.people > 0 ? [{ group, ...signals }] : []
	})
	const sum = (figure: 'done' | 'people') => seated.reduce((total, signals) => total + signals[figure], 0)
	const all = { done: sum('done'), people: sum('people') }
	if (all.done === 0) return null
	if (seated.length > MOST_GROUPS) {
		return (
			<p className={styles['all']}>
				<Lines lines={texts.map(({ locale, t }) => ({ locale, text: t('stage.done', all) }))} />
			</p>
		)
	}
	return (
		<ul className={styles['groups']}>
			<li>
				<b>{first?.t('stage.done', all)}</b>
			</li>
			{seated.map(({ group, people: size, done }) => (
				<li key={group.id} data-done={done === size}>
					<span className={styles['name']}>{group.name}</span>
					<span role="img" aria-label={first?.t('stage.done', { done, people: size })}>
						{size <= MOST_TICKS && seated.length <= MOST_TICKED_GROUPS ? (
							<>
								<b>{'✓'.repeat(done)}</b>
								{'·'.repeat(size - done)}
							</>
						) : (
							<b>
								{done}/{size}
							</b>
						)}
					</span>
				</li>
			))}
		</ul>
	)
}

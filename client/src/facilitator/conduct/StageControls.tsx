import { currentSession, ownBoards, PROJECTIONS, plenaryOf } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import styles from './ConductBar.module.css'
import type { ConductProps } from './ConductProps.ts'

const PHASES_OWN = 'phase'
const CHOICES = [PHASES_OWN, ...PROJECTIONS] as const

/** What holds for everybody: what the wall shows, where people are called, whether boards are open and names shown. */
export function StageControls({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	return (
		<>
			<Select
				icon="projector"
				label={t('conduct.shows')}
				className={styles['shows']}
				value={workshop.projection ?? PHASES_OWN}
				options={CHOICES.map((value) => ({ value, label: t(`shows.${value}`) }))}
				onChange={(shows) => run({ type: 'projection.set', shows: shows === PHASES_OWN ? null : shows })}
			/>
			<GatherButton workshop={workshop} run={run} />
			<FreezeButton workshop={workshop} run={run} />
			<Button
				icon="mask"
				iconOnly
				aria-pressed={workshop.isAnonymous}
				aria-label={t('conduct.anonymous')}
				title={t('conduct.anonymous')}
				onClick={() => run({ type: 'anonymity.set', isAnonymous: !workshop.isAnonymous })}
			/>
		</>
	)
}

/** Brings everyone to the board that belongs to all, and lets them go again. */
function GatherButton({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	const session = currentSession(workshop)
	const plenary = session && plenaryOf(session)
	if (!plenary) return null
	const isCalled = workshop.gathering !== null
	const words = isCalled ? t('gathering.release') : t('conduct.gather', { board: plenary.title })
	return (
		<Button
			icon="gather"
			iconOnly
			aria-pressed={isCalled}
			aria-label={words}
			title={words}
			onClick={() => run({ type: 'people.gather', board: isCalled ? null : plenary.id })}
		/>
	)
}

function FreezeButton({ workshop, run }: ConductProps) {
	const { t } = useTranslation('desk')
	const showToast = useToast()
	const session = currentSession(workshop)
	const boards = session ? ownBoards(session) : []
	const isFrozen = boards.length > 0 && boards.every((board) => board.frozen)
	const freeze = async () => {
		const done = await run({ type: 'boards.freeze', frozen: !isFrozen, boards: boards.map((board) => board.id) })
		if (done) showToast(t(isFrozen ? 'boards.allThawed' : 'boards.allFrozen'))
	}
	return (
		<Button icon={isFrozen ? 'thaw' : 'freeze'} aria-pressed={isFrozen} onClick={freeze}>
			{t(isFrozen ? 'boards.thawAll' : 'boards.freezeAll')}
		</Button>
	)
}

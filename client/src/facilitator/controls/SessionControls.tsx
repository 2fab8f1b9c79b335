import {
	currentSession,
	PROJECTIONS,
	type Projection,
	plenaryOf,
	projectorContent,
	sessionBoards,
} from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useCanProjectTranslations } from '../../reading/ReadingProvider.tsx'
import { ThreadIcon } from '../../threads/ThreadMark.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { ControlProps } from '../useCommand.ts'
import styles from './controls.module.css'

const FROM_PHASE = 'phase'
const CHOICES = [FROM_PHASE, ...PROJECTIONS] as const
/** Scenes with parts that are shown one after the other. */
const STEPPED_SCENES: readonly Projection[] = ['board', 'wall', 'result', 'coverage', 'seating', 'collection']

/**
 * The controls that apply to everyone: the projector's scene, the gathering, frozen boards and
 * anonymous authors.
 */
export function SessionControls({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	return (
		<>
			<Select
				icon="projector"
				label={t('controls.shows')}
				className={styles['shows']}
				value={workshop.projection ?? FROM_PHASE}
				options={CHOICES.map((value) => ({ value, label: t(`projections.${value}`) }))}
				onChange={(shows) => run({ type: 'projection.set', shows: shows === FROM_PHASE ? null : shows })}
			/>
			{STEPPED_SCENES.includes(projectorContent(workshop).shows) && <ProjectorSteps run={run} />}
			<TranslationsButton workshop={workshop} run={run} />
			<ThreadsSwitch workshop={workshop} run={run} />
			<GatherAllButton workshop={workshop} run={run} />
			<FreezeAllButton workshop={workshop} run={run} />
			<Button
				icon="mask"
				aria-pressed={workshop.isAnonymous}
				aria-label={t('controls.anonymous')}
				title={t('controls.anonymous')}
				onClick={() => run({ type: 'anonymity.set', isAnonymous: !workshop.isAnonymous })}
			>
				<span className={styles['label']}>{t('controls.anonymous')}</span>
			</Button>
		</>
	)
}

/** Steps through the parts of the projector's scene: clusters, boards or pages. */
function ProjectorSteps({ run }: Pick<ControlProps, 'run'>) {
	const { t } = useTranslation('dashboard')
	const steps = [
		{ by: -1, icon: 'arrowLeft', label: t('controls.projectorPrevious') },
		{ by: 1, icon: 'arrowRight', label: t('controls.projectorNext') },
	] as const
	return (
		<span className={styles['projectorSteps']}>
			{steps.map(({ by, icon, label }) => (
				<Button
					key={by}
					icon={icon}
					iconOnly
					aria-label={label}
					title={label}
					onClick={() => run({ type: 'projector.step', by })}
				/>
			))}
		</span>
	)
}

/** Shows translations below the texts on the projector, in its second language (READ6). */
function TranslationsButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	if (!useCanProjectTranslations(workshop)) return null
	const isOn = workshop.projectsOriginals !== true
	const label = t('controls.translations')
	return (
		<Button
			icon="language"
			iconOnly
			aria-pressed={isOn}
			aria-label={label}
			title={label}
			onClick={() => run({ type: 'projector.translate', isOn: !isOn })}
		/>
	)
}

/** Shows the thread of the card in focus on the projector and in presentations (TALK5). */
function ThreadsSwitch({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const isOn = workshop.projectsThreads === true
	const label = t('controls.threads')
	return (
		<Button
			iconOnly
			aria-pressed={isOn}
			aria-label={label}
			title={label}
			onClick={() => run({ type: 'projector.threads', isOn: !isOn })}
		>
			<ThreadIcon />
		</Button>
	)
}

/** Brings everyone to the plenary board, and ends the gathering. */
function GatherAllButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const session = currentSession(workshop)
	const plenary = session && plenaryOf(session)
	if (!plenary) return null
	const isGathering = workshop.gathering !== null
	const label = isGathering ? t('gathering.stop') : t('controls.gather', { board: plenary.title })
	return (
		<Button
			icon="gather"
			aria-pressed={isGathering}
			aria-label={label}
			title={label}
			onClick={() => run({ type: 'people.gather', board: isGathering ? null : plenary.id })}
		>
			<span className={styles['label']}>{isGathering ? label : t('controls.gatherShort')}</span>
		</Button>
	)
}

function FreezeAllButton({ workshop, run }: ControlProps) {
	const { t } = useTranslation('dashboard')
	const showToast = useToast()
	const session = currentSession(workshop)
	const boards = session ? sessionBoards(session) : []
	const isFrozen = boards.length > 0 && boards.every((board) => board.frozen)
	const label = t(isFrozen ? 'boards.unfreezeAll' : 'boards.freezeAll')
	const freeze = async () => {
		const done = await run({ type: 'boards.freeze', frozen: !isFrozen, boards: boards.map((board) => board.id) })
		if (done) showToast(t(isFrozen ? 'boards.allUnfrozen' : 'boards.allFrozen'))
	}
	return (
		<Button icon={isFrozen ? 'unfreeze' : 'freeze'} aria-pressed={isFrozen} aria-label={label} onClick={freeze}>
			<span className={styles['label']}>{label}</span>
		</Button>
	)
}

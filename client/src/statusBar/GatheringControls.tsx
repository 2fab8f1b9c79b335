import type { CommandOf, Gathering, Workshop } from '@charrette/shared'
import type { ServerClock } from '../connection/serverClock.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useNow } from '../timer/timer.ts'
import { Button } from '../ui/Button.tsx'
import { gatheringProgress } from './gatheringProgress.ts'

interface GatheringControlsProps {
	workshop: Workshop
	gathering: Gathering
	people: readonly Person[]
	clock: ServerClock
	run: (command: CommandOf<'people.move'> | CommandOf<'people.gather'>) => unknown
	/** Whether the page has another button that ends the gathering. */
	isStopElsewhere?: boolean
}

/** People are asked first; after this time a facilitator can move them. */
const ASKED_MS = 5000
const REFRESH_MS = 1000
/** The number of missing people who are named. */
const MAX_NAMES = 5

/** Returns the progress of a gathering in words, and the buttons that move people or end it. */
export function useGatheringControls(props: GatheringControlsProps) {
	const { workshop, gathering, people, clock, run, isStopElsewhere = false } = props
	const { t } = useTranslation()
	const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' })
	const now = useNow(clock, REFRESH_MS)
	const { here, online, missing } = gatheringProgress(workshop, gathering, people)
	const others = missing.length - MAX_NAMES
	const names = [...missing.slice(0, MAX_NAMES), ...(others > 0 ? [t('people.more', { count: others })] : [])]
	return {
		progress: [
			t('gathering.came', { here, online }),
			...(missing.length > 0 ? [t('gathering.missing', { names: list.format(names) })] : []),
		].join(' '),
		buttons: (
			<>
				{missing.length > 0 && (
					<Button
						size="small"
						title={t('gathering.moveHint')}
						disabled={now - gathering.at < ASKED_MS}
						onClick={() => run({ type: 'people.move' })}
					>
						{t('gathering.move')}
					</Button>
				)}
				{!isStopElsewhere && (
					<Button size="small" variant="primary" onClick={() => run({ type: 'people.gather', board: null })}>
						{t('gathering.stop')}
					</Button>
				)}
			</>
		),
	}
}

import { useTranslation } from '../../i18n/useTranslation.ts'
import type { ServerClock } from '../../session/serverClock.ts'
import type { WorkshopState } from '../../session/useWorkshop.ts'
import styles from './ConductBar.module.css'
import type { ConductProps } from './ConductProps.ts'
import { MessageButton } from './MessageButton.tsx'
import { PhaseSteps } from './PhaseSteps.tsx'
import { RevealRow } from './RevealRow.tsx'
import { StageControls } from './StageControls.tsx'
import { TimerControls } from './TimerControls.tsx'

/** What conducts every board at once, always in sight: the phase, its time, and what holds for everybody. */
export function ConductBar({
	workshop,
	run,
	clock,
	held,
}: ConductProps & { clock: ServerClock; held: WorkshopState['held'] }) {
	const { t } = useTranslation('desk')
	return (
		<section className={styles['bar']} aria-label={t('conduct.bar')}>
			<PhaseSteps workshop={workshop} run={run} />
			<TimerControls workshop={workshop} run={run} clock={clock} />
			<div className={styles['stage']}>
				<StageControls workshop={workshop} run={run} />
				<MessageButton workshop={workshop} run={run} />
			</div>
			<RevealRow workshop={workshop} run={run} held={held} />
		</section>
	)
}

import type { WorkshopId } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './BoardNavigation.module.css'
import { BOARD_VIEWS, type BoardView } from './boardView.ts'
import { dashboardPath } from './paths.ts'

const VIEW_ICONS = { canvas: 'canvas', list: 'list' } as const

interface ViewSwitchProps {
	view: BoardView
	onChange: (view: BoardView) => void
}

/** Switches between canvas and list. On narrow screens, only the other view has a button. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
	const { t } = useTranslation('board')
	return (
		<fieldset className={styles['switch']} aria-label={t('list.view')}>
			{BOARD_VIEWS.map((choice) => (
				<button
					key={choice}
					type="button"
					aria-pressed={choice === view}
					aria-label={t(`list.views.${choice}`)}
					title={t(`list.views.${choice}`)}
					onClick={() => choice !== view && onChange(choice)}
				>
					<Icon name={VIEW_ICONS[choice]} size={18} />
					<span>{t(`list.views.${choice}`)}</span>
				</button>
			))}
		</fieldset>
	)
}

/** A facilitator's link from a board to the dashboard; on narrow screens only the arrow. */
export function DashboardLink({ workshop }: { workshop: WorkshopId }) {
	const { t } = useTranslation('board')
	return (
		<LinkButton
			href={dashboardPath(workshop)}
			icon="arrowLeft"
			variant="quiet"
			size="small"
			aria-label={t('topBar.dashboard')}
		>
			<span className={styles['words']}>{t('topBar.dashboard')}</span>
		</LinkButton>
	)
}

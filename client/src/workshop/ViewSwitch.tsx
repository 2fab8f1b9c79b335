import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import { BOARD_VIEWS, type BoardView } from './boardView.ts'
import styles from './ViewSwitch.module.css'

const ICONS = { canvas: 'canvas', list: 'list' } as const

interface ViewSwitchProps {
	view: BoardView
	onChange: (view: BoardView) => void
}

/** Canvas or list: two ways to see the same board. Where there is little room, only the other one is offered. */
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
					<Icon name={ICONS[choice]} size={18} />
					<span>{t(`list.views.${choice}`)}</span>
				</button>
			))}
		</fieldset>
	)
}

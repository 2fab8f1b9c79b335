import type { FacilitatorId, Session, Workshop } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './tables.module.css'
import { ownGroups, type TableViewProps } from './tableView.ts'

interface TableScopeProps extends TableViewProps {
	workshop: Workshop
	session: Session
}

/**
 * Says which of the listed facilitators uses this device, and shows their own tables or all of them
 * (BLOCK4). Nothing is shown while no facilitators are listed.
 */
export function TableScope({ workshop, session, view, onView }: TableScopeProps) {
	const { t } = useTranslation('dashboard')
	const { facilitators = [] } = workshop
	if (facilitators.length === 0) return null
	const me = facilitators.find(({ id }) => id === view.me)
	const own = ownGroups(workshop, session, view).length
	const show = (showsAll: boolean) => onView({ showsAll, tables: null })
	return (
		<div className={styles['scope']}>
			{!me && <strong aria-hidden="true">{t('blocks.whoAmI')}</strong>}
			<Select<FacilitatorId | ''>
				size="small"
				icon="people"
				label={t('blocks.whoAmI')}
				value={me?.id ?? ''}
				options={[
					{ value: '', label: t('blocks.unknown') },
					...facilitators.map(({ id, name }) => ({ value: id, label: name })),
				]}
				onChange={(id) => onView({ me: id || null, showsAll: false, tables: null })}
			/>
			{me && own === 0 && <small>{t('blocks.noTables')}</small>}
			{own > 0 && (
				<fieldset className={styles['sides']} aria-label={t('blocks.shown')}>
					<Button size="small" aria-pressed={!view.showsAll && !view.tables} onClick={() => show(false)}>
						{t('blocks.mine')} <b>{own}</b>
					</Button>
					<Button size="small" aria-pressed={view.showsAll && !view.tables} onClick={() => show(true)}>
						{t('blocks.all')} <b>{session.groups.length}</b>
					</Button>
				</fieldset>
			)}
		</div>
	)
}

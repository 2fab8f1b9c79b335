import { ACTIVITIES, type Activity, type PhasePlan } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import pills from '../../ui/pills.module.css'

interface PermissionsProps {
	draft: PhasePlan
	onChange: (draft: PhasePlan) => void
}

/** What participants may do in a phase, and whether they write in private. */
export function Permissions({ draft, onChange }: PermissionsProps) {
	const { t } = useTranslation('desk')
	const allow = (activity: Activity, isAllowed: boolean) => {
		const may = ACTIVITIES.filter((one) => (one === activity ? isAllowed : draft.may.includes(one)))
		onChange({ ...draft, may })
	}
	return (
		<fieldset className={pills['pills']}>
			<legend>{t('sheet.may')}</legend>
			{ACTIVITIES.map((activity) => (
				<label key={activity}>
					<input
						type="checkbox"
						checked={draft.may.includes(activity)}
						onChange={(event) => allow(activity, event.target.checked)}
					/>
					{t(`sheet.activities.${activity}`)}
				</label>
			))}
			{draft.kind === 'write' && (
				<label>
					<input
						type="checkbox"
						checked={draft.isPrivate}
						onChange={(event) => onChange({ ...draft, isPrivate: event.target.checked })}
					/>
					{t('sheet.private')}
				</label>
			)}
			{draft.may.length === 0 && <p>{t('sheet.lookOn')}</p>}
		</fieldset>
	)
}

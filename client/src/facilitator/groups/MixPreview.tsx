import { findGroup, findParticipant, nameKey, type PlannedGroup, type Workshop } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Avatar } from '../../workshop/Avatars.tsx'
import styles from './groups.module.css'

interface MixPreviewProps {
	workshop: Workshop
	groups: readonly PlannedGroup[]
}

/** Who would sit where, and how many cities come together in each group. */
export function MixPreview({ workshop, groups }: MixPreviewProps) {
	const { t } = useTranslation('desk')
	return (
		<ol className={styles['preview']} aria-label={t('groups.preview')}>
			{groups.map(({ group, people }, index) => {
				const members = people.flatMap((id) => findParticipant(workshop, id) ?? [])
				const cities = new Set(members.map(({ city }) => nameKey(city))).size
				return (
					<li key={group ?? index}>
						<h3>{(group && findGroup(workshop, group)?.name) ?? t('groups.newGroup')}</h3>
						<small>
							{t('bar.people', { count: members.length })} · {t('bar.cities', { count: cities })}
						</small>
						<ul>
							{members.map((member) => (
								<li key={member.id} className={styles['member']}>
									<Avatar face={member} />
									<span>
										{member.name} <small>{member.city}</small>
									</span>
								</li>
							))}
						</ul>
					</li>
				)
			})}
		</ol>
	)
}

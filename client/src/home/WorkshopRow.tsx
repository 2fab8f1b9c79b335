import { type Role, translateTitle } from '@charrette/shared'
import { Link, useLocation } from 'wouter'
import type { Credentials } from '../connection/credentials.ts'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { listNames } from '../i18n/listText.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { dashboardPath, visitPath } from '../navigation/paths.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { useLateComponent } from '../ui/useLateComponent.ts'
import styles from './home.module.css'
import type { ListedWorkshop } from './useKnownWorkshops.ts'

const loadThreadsForYou = async () => (await fetchChunkOnce(() => import('./ThreadsForYou.tsx'))).ThreadsForYou

export type WorkshopAction = 'duplicate' | 'device' | 'archive' | 'unarchive' | 'forget' | 'remove'

interface WorkshopRowProps {
	listed: ListedWorkshop
	onAct: (action: WorkshopAction) => void
}

/**
 * A workshop in the list. Its title opens it in the first of the person's roles; a menu has the
 * other actions.
 */
export function WorkshopRow({ listed, onAct }: WorkshopRowProps) {
	const { t } = useTranslation(['home', 'app'])
	const language = useLanguage()
	const locale = useLocale()
	const [, navigate] = useLocation()
	const { known, credentials } = listed
	const [first] = credentials
	const news = known?.news ?? []
	const ThreadsForYou = useLateComponent(news.length > 0, loadThreadsForYou)
	if (known === undefined || !first) return <li className={styles['row']} data-state="loading" aria-hidden="true" />
	if (known === null)
		return (
			<li className={styles['row']} data-state="gone">
				<span className={styles['facts']}>
					<strong>{t('gone')}</strong>
					<small>{t('goneLead')}</small>
				</span>
				<Menu icon="more" label={t('actions', { title: t('gone') })} items={itemsFor(['remove'])} />
			</li>
		)
	const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(known.createdAt)
	const roles = listNames(credentials.map(({ role }) => t(`roles.${role}`)))
	const isFacilitator = first.role === 'facilitator'
	const actions: WorkshopAction[] = listed.isArchived
		? ['unarchive', 'forget']
		: [...(isFacilitator ? (['duplicate', 'device'] as const) : []), 'archive']
	return (
		<li className={styles['row']}>
			<Link href={pathOf(first)} className={styles['facts']}>
				<strong>{known.title}</strong>
				<small>{[roles, translateTitle(known.session, locale), day].filter(Boolean).join(' · ')}</small>
				<span className={styles['go']}>
					<span>{t('continue')}</span>
					<Icon name="arrowRight" size={18} />
				</span>
			</Link>
			<Menu icon="more" label={t('actions', { title: known.title })} items={[...itemsFor(actions), ...otherRoles()]} />
			{news[0] && (
				<Link className={styles['news']} href={visitPath(first.workshop, news[0].id, first.role)}>
					{t('news', { boards: listNames(news.map(({ title }) => translateTitle(title, locale))) })}
				</Link>
			)}
			{news.length > 0 && ThreadsForYou && <ThreadsForYou credentials={first} />}
		</li>
	)

	function itemsFor(actions: readonly WorkshopAction[]) {
		return actions.map((action) => ({ label: t(`menu.${action}`), onChoose: () => onAct(action) }))
	}
	function otherRoles() {
		return credentials
			.slice(1)
			.flatMap((other) =>
				other.role === 'facilitator'
					? []
					: [{ label: t(`openAs.${other.role}`), onChoose: () => navigate(pathOf(other)) }],
			)
	}
}

/** Returns the path at which a role continues with a workshop. */
function pathOf({ workshop, role }: Credentials): string {
	const paths: Record<Role, string> = {
		facilitator: dashboardPath(workshop),
		participant: `/w/${workshop}`,
		projector: `/w/${workshop}/projector`,
	}
	return paths[role]
}

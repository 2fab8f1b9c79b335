import { useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/joinClasses.ts'
import styles from './Avatars.module.css'

/** What is shown of a person. Who runs the workshop gave no name, and is called by that. */
export interface Face {
	name: string
	city: string
	colour: string
	/** What they signal, where it is shown. */
	done?: boolean
	help?: boolean
}

/** One person's initials in their colour. The name stands beside it or in the group's label. */
export function Avatar({ face, isAway = false }: { face: Face; isAway?: boolean }) {
	const { t } = useTranslation()
	const name = face.name || t('people.facilitator')
	const signal = face.help ? 'help' : face.done ? 'done' : null
	const title = [name, face.city, signal && t(`signals.${signal}`)].filter(Boolean).join(' · ')
	return (
		<span
			className={joinClasses(styles['avatar'], isAway && styles['away'])}
			style={{ backgroundColor: face.colour }}
			title={title}
			aria-hidden="true"
		>
			{initialsOf(name)}
			{signal && (
				<span className={styles['signal']} data-signal={signal}>
					<Icon name={signal === 'help' ? 'raised' : 'check'} size={11} />
				</span>
			)}
		</span>
	)
}

/** Several people, overlapping; beyond `max` they are counted. */
export function Avatars({ faces, max = 5 }: { faces: readonly Face[]; max?: number }) {
	const { t } = useTranslation()
	const shown = faces.slice(0, max)
	const hidden = faces.length - shown.length
	const names = shown.map(({ name, city, help, done }) =>
		[name || t('people.facilitator'), city, help && t('signals.help'), done && t('signals.done')]
			.filter(Boolean)
			.join(', '),
	)
	const label = [
		t('people.here', { count: faces.length }),
		...names,
		...(hidden ? [t('people.more', { count: hidden })] : []),
	]
	return (
		<span className={styles['avatars']} role="img" aria-label={label.join('; ')}>
			{shown.map((face, index) => (
				// Two people may share a name and a city; their place in the row tells them apart.
				<Avatar key={`${face.name}-${index}`} face={face} />
			))}
			{hidden > 0 && (
				<span className={joinClasses(styles['avatar'], styles['rest'])} aria-hidden="true">
					+{hidden}
				</span>
			)}
		</span>
	)
}

const HAN = /\p{Script=Han}/u

/** Up to two letters that stand for a name: `Ana María Ruiz` is AR, `李明` is 明 (the given name is what tells people apart). */
export function initialsOf(name: string): string {
	const words = name.trim().split(/\s+/).filter(Boolean)
	const first = [...(words[0] ?? '')]
	if (first.length === 0) return '?'
	if (words.length === 1) return HAN.test(name) ? (first.at(-1) ?? '?') : (first[0] ?? '?').toUpperCase()
	const last = [...(words.at(-1) ?? '')]
	return `${first[0] ?? ''}${last[0] ?? ''}`.toUpperCase()
}

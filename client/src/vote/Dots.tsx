import styles from './vote.module.css'

/** As many dots as can be taken in at a glance; more are told by their number. */
const AT_A_GLANCE = 6

/** Dots as one sees them: given ones full, those that are left as rings. For the eye alone; words beside it say the same. */
export function Dots({ given, left = 0 }: { given: number; left?: number }) {
	const isMany = given + left > AT_A_GLANCE
	if (isMany)
		return (
			<span className={styles['dots']} aria-hidden="true">
				<i data-given={given > 0} />
				{left > 0 ? left : given}
			</span>
		)
	return (
		<span className={styles['dots']} aria-hidden="true">
			{Array.from({ length: given }, (_, index) => (
				<i key={index} data-given="true" />
			))}
			{Array.from({ length: left }, (_, index) => (
				<i key={given + index} data-given="false" />
			))}
		</span>
	)
}

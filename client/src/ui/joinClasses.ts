/** Joins class names and leaves out falsy ones. */
export function joinClasses(...names: (string | false | null | undefined)[]): string {
	return names.filter(Boolean).join(' ')
}

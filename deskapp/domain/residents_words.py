"""Words of the residents' and the staff desk: chips, forms, what the journal's lines are called."""

from __future__ import annotations

from deskapp.domain import people

WORDS = {
    "register.staff": ("Staff", "员工"),
    "register.unit": ("Units", "房号"),
    "register.resident": ("Residents", "住户"),
    "directory.chip.all": ("All", "全部"),
    "directory.chip.occupied": ("Occupied", "已入住"),
    "directory.chip.vacant": ("Vacant", "空置"),
    "directory.chip.fitting_out": ("Fitting out", "装修中"),
    "directory.step.save_resident": ("Resident", "住户资料"),
    "directory.step.merge_residents": ("Records merged", "合并记录"),
    "directory.step.import_workbook": ("Imported from Excel", "从 Excel 导入"),
    "directory.step.save_unit": ("Unit", "房号资料"),
    "directory.step.save_building": ("Building", "楼栋"),
    "directory.step.save_area": ("Area", "片区"),
    "directory.step.save_department": ("Department", "部门"),
    "directory.step.instruct": ("Standing instruction", "住户嘱托"),
    "directory.field.merged": ("Merged with record", "并入的记录"),
    "directory.field.merged_into": ("Merged into record", "并入记录"),
    "staff.step.save": ("Member of staff", "员工资料"),
    **{f"staff.{key}": words for key, words in people.WORDS.items()},
    "staff.field.pin": ("PIN or password", "PIN 或密码"),
    "staff.field.role": ("Role", "岗位"),
    "staff.field.department_id": ("Department", "部门"),
    "staff.field.area_id": ("Area", "片区"),
    "staff.field.active": ("Works here", "在职"),
    "staff.field.code": ("Sign-in name", "工号"),
}
